import { useDroppable } from "@dnd-kit/react";
import { type MouseEvent, useEffect, useRef, useState } from "react";
import { useFormat } from "#web/format.ts";
import { useLocale, useT } from "#web/texts.ts";
import styles from "./calendar.module.css";
import { useCalendar } from "./calendar-context.ts";
import { type Day, instantAt, wallTime } from "./days.ts";
import { EntryChip } from "./entry-chip.tsx";
import { type CalendarEntry, sideBySide } from "./layout.ts";
import { NewEntry, useCreateOn, useMakeable } from "./new-entry.tsx";

interface WeekViewProps {
  readonly week: readonly Day[];
  readonly days: ReadonlyMap<Day, readonly CalendarEntry[]>;
}

const hourHeight = 48;
const begin = 7.5;

/** Seven days by the hour; what takes the whole day stands above. */
export function WeekView({ week, days }: WeekViewProps) {
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (scroll.current) scroll.current.scrollTop = begin * hourHeight;
  }, []);
  return (
    <div
      className={styles.hours}
      ref={scroll}
      tabIndex={0}
      role="group"
      aria-label={useT()("calendar.modes.week")}
    >
      <div className={styles.weekHead}>
        <span />
        {week.map((day) => (
          <WeekDayHead
            key={day}
            day={day}
            entries={(days.get(day) ?? []).filter((entry) => entry.start === null)}
          />
        ))}
      </div>
      <div className={styles.grid} style={{ "--hour": `${hourHeight}px` } as React.CSSProperties}>
        <Hours day={week[0] ?? "2000-01-01"} />
        {week.map((day) => (
          <HourColumn key={day} day={day} entries={days.get(day) ?? []} />
        ))}
      </div>
    </div>
  );
}

function WeekDayHead({ day, entries }: { readonly day: Day; readonly entries: readonly CalendarEntry[] }) {
  const locale = useLocale();
  const format = useFormat();
  const { today } = useCalendar();
  const { ref, isDropTarget } = useDroppable({ id: `${day} whole` });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
  return (
    <div
      ref={ref}
      className={styles.weekDay}
      data-today={day === today || undefined}
      data-over={isDropTarget || undefined}
    >
      <div className={styles.dayHead}>
        <span title={format.date(day, "full")}>
          <span className={styles.weekday}>{weekday}</span>{" "}
          <span className={styles.date}>{Number(day.slice(8))}</span>
        </span>
        <NewEntry day={day} />
      </div>
      {entries.map((entry) => (
        <EntryChip key={entry.key} entry={entry} />
      ))}
    </div>
  );
}

function Hours({ day }: { readonly day: Day }) {
  const format = useFormat();
  const { timeZone } = useCalendar();
  return (
    <div className={styles.clock} aria-hidden="true">
      {Array.from({ length: 23 }, (_, index) => (
        <span key={index} style={{ top: (index + 1) * hourHeight - 8 }}>
          {format.time(instantAt(day, (index + 1) * 60, timeZone))}
        </span>
      ))}
    </div>
  );
}

function HourColumn({ day, entries }: { readonly day: Day; readonly entries: readonly CalendarEntry[] }) {
  const { today } = useCalendar();
  const { ref, isDropTarget } = useDroppable({ id: `${day} hours` });
  const create = useCreateOn();
  const makeable = useMakeable();

  function onClick(event: MouseEvent<HTMLDivElement>): void {
    const [only] = makeable;
    if (event.target !== event.currentTarget || !only) return;
    const minutes = Math.floor((event.nativeEvent.offsetY / hourHeight) * 2) * 30;
    create(only, day, minutes);
  }

  return (
    // A click where nothing stands makes something there; the keyboard has the plus above.
    <div ref={ref} className={styles.hourColumn} data-over={isDropTarget || undefined} onClick={onClick}>
      {sideBySide(entries).map(({ entry, lane, lanes }) => (
        <EntryChip
          key={entry.key}
          entry={entry}
          className={styles.block}
          style={{
            top: ((entry.start ?? 0) / 60) * hourHeight,
            height: Math.max(22, (entry.minutes / 60) * hourHeight - 2),
            insetInlineStart: `calc(${(lane / lanes) * 100}% + 2px)`,
            width: `calc(${100 / lanes}% - 4px)`,
          }}
        />
      ))}
      {day === today && <NowLine />}
    </div>
  );
}

function NowLine() {
  const { timeZone } = useCalendar();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div
      className={styles.now}
      aria-hidden="true"
      style={{ top: (wallTime(now, timeZone).minutes / 60) * hourHeight }}
    />
  );
}
