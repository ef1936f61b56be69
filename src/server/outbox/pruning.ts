import { sql } from "kysely";
import type { Database } from "#records";

/** Days for which events are kept, so that a screen that was away can catch up. */
const keptDays = 7;

/** Removes old events that every subscriber has handled; those on the list of failures stay. */
export async function pruneEvents(database: Database, subscribers: readonly string[]): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      delete from events where sequence in (
        select event.sequence from events event
        where event.at < now() - ${keptDays} * interval '1 day'
          and not exists (
            select 1 from event_cursors cursor
            where cursor.subscriber = any(${subscribers}::text[])
              and (cursor.transaction, cursor.sequence) < (event.transaction, event.sequence))
          and not exists (select 1 from event_failures failure where failure.sequence = event.sequence)
        order by event.transaction, event.sequence limit 5000)
      returning sequence`.execute(database);
    if (rows.length < 5000) return;
  }
}
