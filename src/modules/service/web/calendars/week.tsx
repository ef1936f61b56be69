import { Button, Chip, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { RecordData } from "#records/contract";
import {
  type RecordSlotProps,
  useArchive,
  useChangeRecord,
  useCreateRecord,
  useFieldTitle,
  useObject,
  useOptionTitle,
  useRecordRights,
  useRecords,
} from "#records/web";
import { weekdays } from "#service/contract";
import { IconButton } from "#web/icon-button.tsx";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "./week.module.css";

const office = { days: weekdays.slice(0, 5), opens: "09:00", closes: "18:00" };

/** The hours of a business calendar: on which days, from when to when. */
export function Week({ record: calendar }: RecordSlotProps) {
  const t = useT();
  const { change } = useRecordRights(useObject("business_calendar"), calendar);
  const create = useCreateRecord("business_hours");
  const { rows, isPending } = useRecords("business_hours", {
    filter: { field: "calendar", op: "is", value: calendar.id },
    sort: "opens",
    limit: 50,
  });
  if (isPending) return null;
  const add = () => void create({ ...office, calendar: calendar.id }).catch(notifyProblem);
  return (
    <div className={styles.week}>
      <p className={styles.quiet}>{t(rows.length === 0 ? "service.week.always" : "service.week.text")}</p>
      {rows.map((hours) => (
        <Hours key={hours.id} hours={hours} isFixed={!change} />
      ))}
      {change && (
        <Button
          size="xs"
          variant="default"
          className={styles.add}
          leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
          onClick={add}
        >
          {t("service.week.add")}
        </Button>
      )}
    </div>
  );
}

function Hours({ hours, isFixed }: { readonly hours: RecordData; readonly isFixed: boolean }) {
  const t = useT();
  const option = useOptionTitle();
  const fieldTitle = useFieldTitle();
  const changeHours = useChangeRecord("business_hours");
  const archive = useArchive("business_hours");
  const days = (hours.days ?? []) as readonly string[];
  const keepTime = (end: "opens" | "closes", typed: string) => {
    if (typed && typed !== hours[end]) void changeHours(hours, { [end]: typed });
  };
  return (
    <fieldset className={styles.hours} disabled={isFixed}>
      <legend className={styles.legend}>{fieldTitle("business_hours", "days")}</legend>
      <Chip.Group
        multiple
        value={[...days]}
        onChange={(chosen) =>
          void changeHours(hours, { days: weekdays.filter((day) => chosen.includes(day)) })
        }
      >
        <span className={styles.days}>
          {weekdays.map((day) => (
            <Chip key={day} value={day} size="xs" radius="sm">
              {option("business_hours", "days", day)}
            </Chip>
          ))}
        </span>
      </Chip.Group>
      <span className={styles.times}>
        {(["opens", "closes"] as const).map((end) => (
          <TextInput
            key={`${end} ${String(hours[end])}`}
            type="time"
            size="xs"
            label={fieldTitle("business_hours", end)}
            defaultValue={String(hours[end] ?? "").replace("24:00", "00:00")}
            onBlur={(event) => keepTime(end, event.currentTarget.value)}
          />
        ))}
        {!isFixed && (
          <IconButton label={t("service.week.remove")} onClick={() => void archive([hours])}>
            <IconX size={16} stroke={1.5} />
          </IconButton>
        )}
      </span>
    </fieldset>
  );
}
