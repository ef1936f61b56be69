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
    await saveCursors(database, [[subscriber, start]]);
    known.set(subscriber, start);
  }
  return known;
}

/**
 * Keeps how far subscribers have come, without waiting for the disk: after a crash of the database the last moment is heard again,
 * as it is after a kill. Never goes back, whoever else may have dispatched meanwhile.
 */
export async function saveCursors(
  database: Database,
  places: readonly (readonly [subscriber: string, position: Position])[],
): Promise<void> {
  const part = (of: (position: Position) => bigint) => places.map(([, position]) => String(of(position)));
  await sql`
    insert into event_cursors (subscriber, transaction, sequence)
    select subscriber, transaction::xid8, sequence
    from (select set_config('synchronous_commit', 'off', true)) as here, unnest(${places.map(([subscriber]) => subscriber)}::text[],
      ${part(({ transaction }) => transaction)}::text[], ${part(({ sequence }) => sequence)}::bigint[])
      as come (subscriber, transaction, sequence) order by subscriber
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
