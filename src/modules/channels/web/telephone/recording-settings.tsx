import { NumberInput, Switch } from "@mantine/core";
import { useT } from "#web/texts.ts";
import styles from "./telephone.module.css";

export interface RecordingChoice {
  readonly record: boolean;
  readonly keepRecordings: number | string;
}

interface RecordingSettingsProps {
  readonly value: RecordingChoice;
  /** Whether the line is answered in the browser; a switchboard records by itself. */
  readonly canRecord: boolean;
  readonly onChange: (value: RecordingChoice) => void;
}

/** Whether calls are recorded, which others have to be told of, and for how long that is kept. */
export function RecordingSettings({ value, canRecord, onChange }: RecordingSettingsProps) {
  const t = useT();
  return (
    <fieldset className={styles.provider}>
      <legend>{t("channels.recording.title")}</legend>
      {canRecord && (
        <Switch
          label={t("channels.recording.record")}
          description={t("channels.recording.duty")}
          checked={value.record}
          onChange={({ currentTarget: { checked } }) =>
            onChange({
              record: checked,
              // What is recorded from now on is not kept for ever, unless somebody says so.
              keepRecordings:
                checked && !value.record ? Number(value.keepRecordings) || 90 : value.keepRecordings,
            })
          }
        />
      )}
      <NumberInput
        label={t("channels.recording.keep")}
        description={t("channels.recording.keep_text")}
        value={value.keepRecordings}
        min={0}
        max={3650}
        allowDecimal={false}
        onChange={(keepRecordings) => onChange({ ...value, keepRecordings })}
      />
    </fieldset>
  );
}
