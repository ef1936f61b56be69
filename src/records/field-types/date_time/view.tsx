import { useState } from "react";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import styles from "../../web/input/input.module.css";
import { useTimeZone } from "../../web/input/region.ts";
import { TextField } from "../../web/input/text-field.tsx";
import { parseTypedTime } from "../../web/input/typed-date.ts";
import { instantOf, localParts } from "../../web/input/zoned-time.ts";
import { Edit as EditDate } from "../date/view.tsx";

export function Show({ value, field }: ShowProps) {
  const t = useT();
  const { dateTime } = useFormat();
  const isMissed = "deadline" in field && field.deadline === true && Date.parse(String(value)) <= Date.now();
  if (isMissed)
    return (
      <time dateTime={String(value)} className="numeric" style={{ color: "var(--mantine-color-red-text)" }}>
        {t("records.deadline_missed", { when: dateTime(String(value)) })}
      </time>
    );
  return (
    <time dateTime={String(value)} className="numeric">
      {dateTime(String(value))}
    </time>
  );
}

/** A day and a time of day in the user's zone; a day alone means nine in the morning. */
export function Edit(props: EditProps) {
  const t = useT();
  const timeZone = useTimeZone();
  const value = (props.value as string | null | undefined) ?? null;
  const parts = value ? localParts(value, timeZone) : null;
  const [time, setTime] = useState(parts?.time ?? "");

  const setDay = (day: unknown): void => {
    if (typeof day !== "string") return props.onChange(null);
    const at = parts?.time ?? "09:00";
    if (!time) setTime(at);
    props.onChange(instantOf(day, at, timeZone));
  };
  const typeTime = (typed: string): void => {
    setTime(typed);
    const at = parseTypedTime(typed);
    if (at && parts) props.onChange(instantOf(parts.day, at, timeZone));
  };
  return (
    <div className={styles.pair}>
      <EditDate {...props} value={parts?.day ?? null} onChange={setDay} onDone={setDay} />
      <TextField
        {...props}
        id={undefined}
        autoFocus={false}
        error={undefined}
        ariaLabel={t("records.input.time")}
        placeholder={t("records.input.time")}
        text={time}
        onText={typeTime}
      />
    </div>
  );
}
