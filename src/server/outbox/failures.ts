import { sql } from "kysely";
import type { Database } from "#records";

/** Seconds until the next try, by how often it has failed; after the last one it stays on the list. */
const delays = [5, 20, 80, 300, 1200, 4800, 19_200];

/** Puts an event that a subscriber could not handle on the list, with the time of its next try. */
export async function recordFailure(
  database: Database,
  subscriber: string,
  sequence: string,
  error: unknown,
): Promise<void> {
  const text = (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 2000);
  await sql`
    insert into event_failures as failure (subscriber, sequence, next_try_at, error)
    values (${subscriber}, ${sequence}, now() + ${delays[0]} * interval '1 second', ${text})
    on conflict (subscriber, sequence) do update set
      attempts = failure.attempts + 1,
      -- Null beyond the last delay: an administrator has to look.
      next_try_at = now() + (${delays}::int[])[failure.attempts + 1] * interval '1 second',
      error = excluded.error
  `.execute(database);
}

/** Takes an event off the list: it was handled, or is gone. */
export async function settleFailure(database: Database, subscriber: string, sequence: string): Promise<void> {
  await sql`delete from event_failures where subscriber = ${subscriber} and sequence = ${sequence}`.execute(
    database,
  );
}

/** Events to try again now, by subscriber, oldest first. */
export async function dueFailures(database: Database): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ subscriber: string; sequences: string[] }>`
    select subscriber, array_agg(sequence::text order by sequence) as sequences
    from (select subscriber, sequence from event_failures where next_try_at <= now() order by sequence limit 500) due
    group by subscriber`.execute(database);
  return new Map(rows.map((row) => [row.subscriber, row.sequences]));
}
