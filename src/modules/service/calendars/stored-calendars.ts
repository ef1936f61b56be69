import { sql } from "kysely";
import type { Work } from "#records";
import { weekdays } from "../contract/calendar-objects.ts";
import { type BusinessCalendar, roundTheClock } from "./business-time.ts";

interface Row {
  readonly id: string;
  readonly zone: string;
  readonly hours: readonly {
    readonly days: readonly string[];
    readonly opens: string;
    readonly closes: string;
  }[];
  readonly holidays: readonly string[];
}

/** The calendars by id, as deadlines are counted by them. One without any hours is at work round the clock on all but its holidays. */
export async function storedCalendars(work: Work): Promise<ReadonlyMap<string, BusinessCalendar>> {
  const { rows } = await sql<Row>`
    select c.id, c.time_zone as zone,
      coalesce((select jsonb_agg(jsonb_build_object('days', h.days, 'opens', h.opens, 'closes', h.closes) order by h.opens)
        from business_hours h where h.calendar_id = c.id and h.archived_at is null), '[]') as hours,
      array(select case when d.yearly then to_char(d.day, 'MM-DD') else d.day::text end
        from holidays d where d.calendar_id = c.id and d.archived_at is null) as holidays
    from business_calendars c`.execute(work.db);
  return new Map(rows.map((row) => [row.id, calendarOf(row)]));
}

function calendarOf({ zone, hours, holidays }: Row): BusinessCalendar {
  return {
    timeZone: zone,
    hours:
      hours.length === 0
        ? roundTheClock.hours
        : weekdays.map((weekday) =>
            joined(
              hours
                .filter(({ days }) => days.includes(weekday))
                .map(({ opens, closes }) => ({ opens: minutesOf(opens), closes: minutesOf(closes) })),
            ),
          ),
    holidays: new Set(holidays),
  };
}

type Hours = BusinessCalendar["hours"][number];

/** Hours that overlap are one: no minute counts twice. They come in the order in which they begin. */
function joined(hours: Hours): Hours {
  const apart: { opens: number; closes: number }[] = [];
  for (const { opens, closes } of hours) {
    const last = apart.at(-1);
    if (last && opens <= last.closes) last.closes = Math.max(last.closes, closes);
    else apart.push({ opens, closes });
  }
  return apart;
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}
