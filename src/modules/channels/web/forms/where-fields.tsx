import { Switch } from "@mantine/core";
import { useT } from "#web/texts.ts";
import { SitesField } from "../accounts/page-fields.tsx";
import styles from "./forms.module.css";
import type { FormFieldsProps } from "./look-fields.tsx";

interface WhereFieldsProps extends FormFieldsProps {
  readonly sites: string;
  readonly onSites: (sites: string) => void;
}

/** On which pages it may stand, and from what it may be sent. */
export function WhereFields({ written: { settings }, onSettings, sites, onSites }: WhereFieldsProps) {
  const t = useT();
  return (
    <section className={styles.fields}>
      <h2 className={styles.part}>{t("forms.where")}</h2>
      <SitesField
        label={t("forms.sites")}
        description={t("forms.sites_text")}
        sites={sites}
        onSites={onSites}
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
