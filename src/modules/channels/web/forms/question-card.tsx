import { Select, Switch, Textarea, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useFieldTitle, useOptionTitle } from "#records/web";
import { IconButton } from "#web/icon-button.tsx";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import {
  consentChannels,
  consentPurposes,
  type FormSettings,
  longestLabel,
  type Question,
} from "../../contract/forms.ts";
import accounts from "../accounts/accounts.module.css";
import styles from "./forms.module.css";

interface QuestionCardProps {
  readonly question: Question;
  readonly about: FormSettings["about"];
  readonly onChange: (changed: Partial<Question>) => void;
  readonly onUp: (() => void) | undefined;
  readonly onDown: (() => void) | undefined;
  readonly onRemove: () => void;
}

/** One question: its words, and what it may be answered with. */
export function QuestionCard({ question, about, onChange, onUp, onDown, onRemove }: QuestionCardProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const { type, label, help, required, field } = question;
  const isConsent = type === "consent";
  return (
    <li className={styles.question}>
      <div className={styles.head}>
        <span className={accounts.quiet}>
          {t(`forms.types.${type}`)}
          {field && ` · ${fieldTitle(about, field)}`}
        </span>
        <div className={styles.acts}>
          <IconButton label={t("forms.up")} disabled={!onUp} onClick={onUp}>
            <IconArrowUp size={16} stroke={1.5} />
          </IconButton>
          <IconButton label={t("forms.down")} disabled={!onDown} onClick={onDown}>
            <IconArrowDown size={16} stroke={1.5} />
          </IconButton>
          <RemoveButton label={t("forms.remove", { label })} onClick={onRemove} />
        </div>
      </div>
      <Textarea
        aria-label={t(isConsent ? "forms.consent_words" : "forms.label")}
        description={isConsent ? t("forms.consent_text") : undefined}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={longestLabel}
        required
        value={label}
        onChange={(event) => onChange({ label: event.currentTarget.value })}
      />
      {(type === "choice" || type === "choices") && <Options question={question} onChange={onChange} />}
      {isConsent && <Consent question={question} onChange={onChange} />}
      <TextInput
        aria-label={t("forms.help")}
        placeholder={t("forms.help")}
        maxLength={300}
        value={help}
        onChange={(event) => onChange({ help: event.currentTarget.value })}
      />
      <Switch
        label={t("forms.required")}
        checked={required}
        onChange={(event) => onChange({ required: event.currentTarget.checked })}
      />
    </li>
  );
}

type PartProps = Pick<QuestionCardProps, "question" | "onChange">;

/** Options of a field stay what they are there, whatever they are called here. */
function Options({ question: { options, field }, onChange }: PartProps) {
  const t = useT();
  const change = (lines: readonly string[]) =>
    onChange({
      options: field
        ? options.flatMap(({ key }, at) => (lines[at]?.trim() ? [{ key, label: lines[at] }] : []))
        : [...new Set(lines.filter((line) => line.trim()))]
            .slice(0, 100)
            .map((line) => ({ key: line.trim().slice(0, 100), label: line })),
    });
  if (!field)
    return (
      <Textarea
        label={t("forms.options")}
        description={t("forms.options_text")}
        autosize
        minRows={2}
        maxRows={12}
        defaultValue={options.map((option) => option.label).join("\n")}
        onChange={(event) => change(event.currentTarget.value.split("\n"))}
      />
    );
  return options.map(({ key, label }, at) => (
    <TextInput
      key={key}
      aria-label={t("forms.option", { number: at + 1 })}
      maxLength={200}
      required
      value={label}
      rightSection={
        options.length > 1 && (
          <RemoveButton
            label={t("forms.remove", { label })}
            onClick={() => onChange({ options: options.toSpliced(at, 1) })}
          />
        )
      }
      onChange={(event) => onChange({ options: options.with(at, { key, label: event.currentTarget.value }) })}
    />
  ));
}

function Consent({ question: { purpose, channel }, onChange }: PartProps) {
  const t = useT();
  const optionTitle = useOptionTitle();
  return (
    <div className={styles.pair}>
      <Select
        label={t("fields.consent.purpose")}
        allowDeselect={false}
        data={consentPurposes.map((value) => ({ value, label: optionTitle("consent", "purpose", value) }))}
        value={purpose}
        onChange={(value) => onChange({ purpose: consentPurposes.find((one) => one === value) ?? purpose })}
      />
      <Select
        label={t("fields.consent.channel")}
        allowDeselect={false}
        data={consentChannels.map((value) => ({ value, label: optionTitle("consent", "channel", value) }))}
        value={channel}
        onChange={(value) => onChange({ channel: consentChannels.find((one) => one === value) ?? channel })}
      />
    </div>
  );
}
