import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { AppError } from "#kernel/error";
import { organisationOf } from "#platform";
import { assertMayChange, type Database, get, tellByRule, type Work } from "#records";
import { isOpenAt } from "../chat/settings/hours.ts";
import type { QueueHours, QueueHoursShown } from "../contract/queue-hours.ts";

type Hours = QueueHours["hours"];

/** When the people of a queue are there, and what is answered outside of that. */
export async function hoursOf(work: Work, queue: string): Promise<QueueHoursShown> {
  await get(work, "queue", queue);
  const { rows } = await sql<QueueHours>`select hours, outside from queues where id = ${queue}`.execute(
    work.db,
  );
  const { hours = [], outside = {} } = rows[0] ?? {};
  const { timeZone } = await organisationOf(work.db);
  return { hours, outside, opens_at: opensAt(hours, work.now, timeZone)?.toISOString() ?? null };
}

/** Says it. Throws `field_invalid` for hours that end before they begin. */
export async function setHours(
  work: Work,
  queue: string,
  { hours, outside }: QueueHours,
): Promise<QueueHoursShown> {
  await get(work, "queue", queue);
  await assertMayChange(work, "queue", queue);
  if (hours.some(({ from, to }) => from >= to)) throw new AppError("field_invalid", { field: "hours" });
  const before =
    await sql<QueueHours>`select hours, outside from queues where id = ${queue} for update`.execute(work.db);
  await sql`update queues set hours = ${JSON.stringify(hours)}::jsonb, outside = ${JSON.stringify(outside)}::jsonb,
    updated_at = ${work.now}, updated_by = ${work.actor.userId} where id = ${queue}`.execute(work.db);
  await tellByRule(work, "queue", "changed", [
    {
      id: queue,
      changes: {
        hours: { from: before.rows[0]?.hours, to: hours },
        outside: { from: before.rows[0]?.outside, to: outside },
      },
    },
  ]);
  return hoursOf(work, queue);
}

/** Queues whose people are not there now, with when they are again; null: never. */
export async function closedQueues(db: Database, now: Date): Promise<ReadonlyMap<string, Date | null>> {
  const { rows } = await sql<{ id: string; hours: Hours }>`
    select id, hours from queues where archived_at is null and hours <> '[]'`.execute(db);
  if (rows.length === 0) return new Map();
  const { timeZone } = await organisationOf(db);
  const closed = rows.filter(({ hours }) => !isOpenAt(hours, now, timeZone));
  return new Map(closed.map(({ id, hours }) => [id, opensAt(hours, now, timeZone)]));
}

/** The next moment at which somebody is there; null where somebody is now. */
export function opensAt(hours: Hours, now: Date, timeZone: string): Date | null {
  if (isOpenAt(hours, now, timeZone)) return null;
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const moments = Array.from({ length: 8 }, (_, days) => today.add({ days })).flatMap((day) =>
    hours
      .filter((one) => one.day === day.dayOfWeek)
      .map(({ from }) => day.toZonedDateTime({ timeZone, plainTime: from }).epochMilliseconds),
  );
  const next = moments.filter((at) => at > now.getTime()).sort((one, other) => one - other)[0];
  return next === undefined ? null : new Date(next);
}
