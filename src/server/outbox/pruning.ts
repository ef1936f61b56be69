import { sql } from "kysely";
import type { Database } from "#records";

/** Days for which events are kept, so that another system that was away can catch up. */
const keptDays = 30;
const portion = 5000;

/** Removes old events that every subscriber has handled, oldest first, and notes how far; those on the list of failures stay. */
export async function pruneEvents(database: Database, subscribers: readonly string[]): Promise<void> {
  for (;;) {
    // The oldest alone are looked at: where nothing is old enough, that is all it costs.
    const { rows } = await sql<{ removed: number }>`
      with oldest as (
        select sequence, transaction, at from events event
        where not exists (select 1 from event_failures failure where failure.sequence = event.sequence)
        order by event.transaction, event.sequence limit ${portion}),
      removed as (
        delete from events using oldest
        where events.sequence = oldest.sequence and oldest.at < now() - ${keptDays} * interval '1 day'
          and not exists (
            select 1 from event_cursors cursor
            where cursor.subscriber = any(${subscribers}::text[])
              and (cursor.transaction, cursor.sequence) < (oldest.transaction, oldest.sequence))
        returning events.transaction, events.sequence),
      last as (select transaction, sequence from removed order by transaction desc, sequence desc limit 1),
      noted as (
        update event_log set forgotten_transaction = last.transaction, forgotten_sequence = last.sequence
        from last
        where (forgotten_transaction, forgotten_sequence) < (last.transaction, last.sequence))
      select count(*)::int as removed from removed`.execute(database);
    if ((rows[0]?.removed ?? 0) < portion) return;
  }
}
