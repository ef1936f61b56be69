import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./calendar.module.css";
import { useCalendar } from "./calendar-context.ts";
import { addDays, type Day } from "./days.ts";
import { EntryChip } from "./entry-chip.tsx";
import type { CalendarEntry } from "./layout.ts";
import { NewEntry } from "./new-entry.tsx";

interface AgendaViewProps {
  readonly from: Day;
  readonly until: Day;
  readonly days: ReadonlyMap<Day, readonly CalendarEntry[]>;
}

/** The days that have something, and today; how a phone shows the calendar. */
export function AgendaView({ from, until, days }: AgendaViewProps) {
  const t = useT();
  const format = useFormat();
  const { today } = useCalendar();
  const shown: Day[] = [];
  for (let day = from; day < until; day = addDays(day, 1))
    if (days.has(day) || day === today) shown.push(day);
  if (shown.every((day) => !days.has(day)) && !shown.includes(today)) {
    return <EmptyState icon="calendar" title={t("calendar.empty.title")} text={t("calendar.empty.text")} />;
  }
  return (
    <ol className={styles.agenda}>
      {shown.map((day) => (
        <li key={day} className={styles.agendaDay} data-today={day === today || undefined}>
          <div className={styles.dayHead}>
            <h3 className={styles.agendaDate}>
              {format.date(day, "full")}
              {day === today && <span className={styles.todayWord}> · {t("calendar.today")}</span>}
            </h3>
            <NewEntry day={day} />
          </div>
          {(days.get(day) ?? []).map((entry) => (
            <EntryChip key={entry.key} entry={entry} className={styles.agendaEntry} />
          ))}
          {!days.has(day) && <p className={styles.nothing}>{t("calendar.nothing")}</p>}
        </li>
      ))}
    </ol>
  );
}
