import { NumberInput, Select, TextInput } from "@mantine/core";
import { everyWhat, type Rhythm } from "#exchange/contract";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useWeekdays } from "./rhythm-text.ts";
import styles from "./schedules.module.css";

interface RhythmFieldsProps {
  readonly rhythm: Rhythm;
  readonly onRhythm: (rhythm: Rhythm) => void;
}

/** How often, on which day and at which hour, where the organisation is. */
export function RhythmFields({ rhythm, onRhythm }: RhythmFieldsProps) {
  const t = useT();
  const weekdays = useWeekdays();
  const { organisation } = useSession();
  const { every, hour, minute, weekday, day } = rhythm;
  const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  return (
    <div className={styles.fields}>
      <Select
        label={t("schedules.every")}
        allowDeselect={false}
        data={everyWhat.map((value) => ({ value, label: t(`schedules.every_what.${value}`) }))}
        value={every}
        onChange={(value) => onRhythm({ ...rhythm, every: (value ?? "day") as Rhythm["every"] })}
      />
      {every === "week" && (
        <Select
          label={t("schedules.weekday")}
          allowDeselect={false}
          data={weekdays.map((label, index) => ({ value: String(index + 1), label }))}
          value={String(weekday)}
          onChange={(value) => onRhythm({ ...rhythm, weekday: Number(value) })}
        />
      )}
      {every === "month" && (
        <NumberInput
          label={t("schedules.day")}
          min={1}
          max={31}
          value={day}
          onChange={(value) => onRhythm({ ...rhythm, day: Number(value) || 1 })}
        />
      )}
      {every === "hour" ? (
        <NumberInput
          label={t("schedules.minute")}
          min={0}
          max={59}
          value={minute}
          onChange={(value) => onRhythm({ ...rhythm, minute: Number(value) || 0 })}
        />
      ) : (
        <TextInput
          label={t("schedules.time")}
          description={organisation.timeZone}
          type="time"
          value={time}
          onChange={(event) => {
            const [hours = "", minutes = ""] = event.currentTarget.value.split(":");
            if (hours && minutes) onRhythm({ ...rhythm, hour: Number(hours), minute: Number(minutes) });
          }}
        />
      )}
    </div>
  );
}
