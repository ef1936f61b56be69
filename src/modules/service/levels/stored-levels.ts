import { sql } from "kysely";
import type { Work } from "#records";
import { type BusinessCalendar, roundTheClock } from "../calendars/business-time.ts";
import { storedCalendars } from "../calendars/stored-calendars.ts";
import type { DeadlineKind, Priority } from "../contract/level-objects.ts";

/** A service level, as deadlines are reckoned by it. */
export interface ServiceLevel {
  readonly id: string;
  readonly condition: string | null;
  readonly calendar: BusinessCalendar;
  /** Where a ticket stands while the clock stands still. */
  readonly pauses: readonly string[];
  /** Minutes of business before a deadline. */
  readonly warnMinutes: number;
  /** Minutes of business by priority and kind. */
  readonly targets: Readonly<
    Partial<Record<Priority, Readonly<Partial<Record<DeadlineKind, number | null>>>>>
  >;
}

type Row = Omit<ServiceLevel, "calendar" | "targets"> & {
  readonly calendar: string | null;
  readonly targets: ServiceLevel["targets"] | null;
};

/** Those that hold, in the order in which they are asked. */
export async function activeLevels(work: Work): Promise<readonly ServiceLevel[]> {
  const { rows } = await sql<Row>`
    select l.id, l.condition, l.calendar_id as calendar, l.pauses, l.warn_minutes as "warnMinutes",
      (select jsonb_object_agg(t.priority, jsonb_build_object('first_answer', t.first_answer, 'next_answer', t.next_answer,
        'solution', t.solution)) from service_targets t where t.service_level_id = l.id and t.archived_at is null) as targets
    from service_levels l where l.active and l.archived_at is null order by l.position, l.id`.execute(
    work.db,
  );
  if (rows.length === 0) return [];
  const calendars = await storedCalendars(work);
  return rows.map((row) => ({
    ...row,
    calendar: calendars.get(row.calendar ?? "") ?? roundTheClock,
    targets: row.targets ?? {},
  }));
}
