import { Switch, Textarea } from "@mantine/core";
import { useT } from "#web/texts.ts";
import { formSettings } from "../../contract/forms.ts";
import styles from "./forms.module.css";
import type { FormFieldsProps } from "./look-fields.tsx";

/** The sites that are named, one a line; null where one of them is none. */
export function readSites(text: string): string[] | null {
  return (
    formSettings.shape.sites.safeParse(text.split("\n").flatMap((line) => line.trim() || [])).data ?? null
  );
}

interface WhereFieldsProps extends FormFieldsProps {
  readonly sites: string;
  readonly areSites: boolean;
  readonly onSites: (sites: string) => void;
}

/** On which pages it may stand, and from what it may be sent. */
export function WhereFields({
  written: { settings },
  onSettings,
  sites,
  areSites,
  onSites,
}: WhereFieldsProps) {
  const t = useT();
  return (
    <section className={styles.fields}>
      <h3 className={styles.part}>{t("forms.where")}</h3>
      <Textarea
        label={t("forms.sites")}
        description={t("forms.sites_text")}
        placeholder="https://www.example.com"
        autosize
        minRows={2}
        maxRows={8}
        value={sites}
        error={areSites ? undefined : t("chats.sites_wrong")}
        onChange={(event) => onSites(event.currentTarget.value)}
      />
      <Switch
        label={t("forms.own_forms")}
        description={t("forms.own_forms_text")}
        checked={settings.own_forms}
        onChange={(event) => onSettings({ own_forms: event.currentTarget.checked })}
      />
    </section>
  );
}
