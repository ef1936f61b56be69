import { Select, Switch, Textarea, TextInput } from "@mantine/core";
import { locales } from "#kernel/locale";
import { useT } from "#web/texts.ts";
import type { FormWritten } from "../../contract/forms.ts";
import { ColourField } from "../accounts/page-fields.tsx";
import styles from "./forms.module.css";

export interface FormFieldsProps {
  readonly written: FormWritten;
  readonly onChange: (changed: Partial<FormWritten>) => void;
  readonly onSettings: (changed: Partial<FormWritten["settings"]>) => void;
}

/** How a form is called, what it says above its questions, and in which language it speaks. */
export function LookFields({
  written,
  onChange,
  onSettings,
  isNew,
}: FormFieldsProps & { readonly isNew: boolean }) {
  const t = useT();
  const { settings } = written;
  return (
    <section className={styles.fields}>
      <TextInput
        label={t("forms.name")}
        description={t("forms.name_text")}
        maxLength={200}
        required
        data-autofocus
        value={written.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      {!isNew && (
        <Switch
          label={t("forms.active")}
          checked={written.active}
          onChange={(event) => onChange({ active: event.currentTarget.checked })}
        />
      )}
      <Select
        label={t("forms.language")}
        description={t("forms.language_text")}
        allowDeselect={false}
        data={locales.map((value) => ({ value, label: t(`chats.languages.${value}`) }))}
        value={written.language}
        onChange={(value) => {
          const language = locales.find((one) => one === value);
          if (language) onChange({ language });
        }}
      />
      <TextInput
        label={t("forms.heading")}
        maxLength={200}
        value={settings.title}
        onChange={(event) => onSettings({ title: event.currentTarget.value })}
      />
      <Textarea
        label={t("forms.intro")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={settings.text}
        onChange={(event) => onSettings({ text: event.currentTarget.value })}
      />
      <TextInput
        label={t("forms.button")}
        maxLength={60}
        value={settings.button}
        onChange={(event) => onSettings({ button: event.currentTarget.value })}
      />
      <ColourField
        label={t("forms.colour")}
        colour={settings.colour}
        onColour={(colour) => onSettings({ colour })}
      />
    </section>
  );
}
