import { useDroppable } from "@dnd-kit/react";
import { UnstyledButton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useFormat } from "#web/format.ts";
import { useLocale, useT } from "#web/texts.ts";
import styles from "./calendar.module.css";
import { useCalendar } from "./calendar-context.ts";
import { type Day, weekdayOf } from "./days.ts";
import { EntryChip } from "./entry-chip.tsx";
import type { CalendarEntry } from "./layout.ts";
import { NewEntry, useCreateOn, useMakeable } from "./new-entry.tsx";

interface MonthViewProps {
  readonly weeks: readonly (readonly Day[])[];
  /** `YYYY-MM` */
  readonly month: string;
  readonly days: ReadonlyMap<Day, readonly CalendarEntry[]>;
  readonly onDay: (day: Day) => void;
}

const chipHeight = 23;
const dayHead = 34;

export function MonthView({ weeks, month, days, onDay }: MonthViewProps) {
  const { ref, height } = useElementSize();
  const fits = Math.max(1, Math.floor((height / weeks.length - dayHead) / chipHeight));
  return (
    <div className={styles.month} role="grid">
      <Weekdays week={weeks[0] ?? []} />
      <div ref={ref} className={styles.weeks} role="rowgroup">
        {weeks.map((week) => (
          <div key={week[0]} className={styles.week} role="row">
            {week.map((day) => (
              <MonthDay
                key={day}
                day={day}
                other={!day.startsWith(month)}
                entries={days.get(day) ?? []}
                fits={fits}
                onDay={onDay}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function Weekdays({ week }: { readonly week: readonly Day[] }) {
  const locale = useLocale();
  const short = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  return (
    <div className={styles.weekdays} role="row">
      {week.map((day) => (
        <span key={day} role="columnheader">
          {short.format(new Date(`${day}T00:00:00Z`))}
        </span>
      ))}
    </div>
  );
}

interface MonthDayProps {
  readonly day: Day;
  /** It belongs to the month before or after. */
  readonly other: boolean;
  readonly entries: readonly CalendarEntry[];
  readonly fits: number;
  readonly onDay: (day: Day) => void;
}

function MonthDay({ day, other, entries, fits, onDay }: MonthDayProps) {
  const t = useT();
  const format = useFormat();
  const { today } = useCalendar();
  const { ref, isDropTarget } = useDroppable({ id: day });
  const create = useCreateOn();
  const [only, ...more] = useMakeable();
  const shown = entries.length > fits ? entries.slice(0, Math.max(1, fits - 1)) : entries;
  const weekend = [0, 6].includes(weekdayOf(day));
  return (
    <div
      ref={ref}
      role="gridcell"
      className={styles.day}
      data-other={other || undefined}
      data-today={day === today || undefined}
      data-weekend={weekend || undefined}
      data-over={isDropTarget || undefined}
      onDoubleClick={(event) =>
        event.target === event.currentTarget && only && more.length === 0 && create(only, day)
      }
    >
      <div className={styles.dayHead}>
        <UnstyledButton
          className={styles.date}
          onClick={() => onDay(day)}
          aria-label={format.date(day, "full")}
          aria-current={day === today ? "date" : undefined}
        >
          {Number(day.slice(8))}
        </UnstyledButton>
        <NewEntry day={day} />
      </div>
      {shown.map((entry) => (
        <EntryChip key={entry.key} entry={entry} />
      ))}
      {entries.length > shown.length && (
        <UnstyledButton className={styles.rest} onClick={() => onDay(day)}>
          {t("calendar.rest", { count: entries.length - shown.length })}
        </UnstyledButton>
      )}
    </div>
  );
}
