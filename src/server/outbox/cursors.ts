import { sql } from "kysely";
import { beginning, type Database, type Position, readState } from "#records";

/**
 * Where each subscriber stands. The first subscribers of an installation hear everything since its beginning;
 * one that comes with a later version hears what happens from now on.
 */
export async function openCursors(
  database: Database,
  subscribers: readonly string[],
): Promise<Map<string, Position>> {
  const known = await readCursors(database);
  const start = known.size === 0 ? beginning : (await readState(database)).newest;
  for (const subscriber of subscribers) {
    if (known.has(subscriber)) continue;
    await saveCursor(database, subscriber, start);
    known.set(subscriber, start);
  }
  return known;
}

/** Keeps how far a subscriber has come. Never goes back, whoever else may have dispatched meanwhile. */
export async function saveCursor(database: Database, subscriber: string, position: Position): Promise<void> {
  const { transaction, sequence } = position;
  await sql`
    insert into event_cursors (subscriber, transaction, sequence)
    values (${subscriber}, ${String(transaction)}::xid8, ${String(sequence)}::bigint)
    on conflict (subscriber) do update set transaction = excluded.transaction, sequence = excluded.sequence
    where (event_cursors.transaction, event_cursors.sequence) < (excluded.transaction, excluded.sequence)
  `.execute(database);
}

async function readCursors(database: Database): Promise<Map<string, Position>> {
  const { rows } = await sql<{ subscriber: string; transaction: string; sequence: string }>`
    select subscriber, transaction::text, sequence::text from event_cursors`.execute(database);
  return new Map(
    rows.map((row) => [
      row.subscriber,
      { transaction: BigInt(row.transaction), sequence: BigInt(row.sequence) },
    ]),
  );
}
