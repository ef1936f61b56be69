import type { StoredEvent } from "#kernel/event";
import { sql } from "kysely";
import type { Database } from "../work.ts";
import { beginning, type Position } from "./position.ts";

export interface PlacedEvent extends StoredEvent {
  readonly position: Position;
}

interface EventRow {
  readonly transaction: string;
  readonly sequence: string;
  readonly at: Date;
  readonly name: string;
  readonly object: string;
  readonly records: readonly string[];
  readonly payload: Record<string, unknown>;
  readonly actor_id: string | null;
}

const columns = sql`transaction::text, sequence::text, at, name, object, records, payload, actor_id`;

// Below the oldest transaction that still runs nothing can be added any more.
const settled = sql`transaction < pg_snapshot_xmin(pg_current_snapshot())`;

// The order is by the columns themselves: what is answered under their names is text, of which "1000" comes before "999".
/** The next events after a position, as far as no running transaction can still put one before them. */
export async function readEvents(database: Database, after: Position, limit: number): Promise<PlacedEvent[]> {
  const { rows } = await sql<EventRow>`
    select ${columns} from events
    where (transaction, sequence) > (${String(after.transaction)}::xid8, ${String(after.sequence)}::bigint) and ${settled}
    order by events.transaction, events.sequence limit ${limit}`.execute(database);
  return rows.map(placed);
}

/**
 * The records of which events of a name tell after a position, also where a running transaction holds the events back: for who
 * reads then what there is, and may look twice at the same.
 */
export async function recordsTold(database: Database, name: string, after: Position): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct unnest(records) as id from events
    where (transaction, sequence) > (${String(after.transaction)}::xid8, ${String(after.sequence)}::bigint) and name = ${name}`.execute(
    database,
  );
  return new Set(rows.map(({ id }) => id));
}

/** One event; null when it is there no longer. */
export async function readEvent(database: Database, sequence: string): Promise<PlacedEvent | null> {
  const { rows } = await sql<EventRow>`select ${columns} from events where sequence = ${sequence}`.execute(
    database,
  );
  return rows[0] ? placed(rows[0]) : null;
}

export interface OutboxState {
  /** Where the settled events end. */
  readonly newest: Position;
  /** Whether events are written that a running transaction holds back. */
  readonly held: boolean;
}

export async function readState(database: Database): Promise<OutboxState> {
  const { rows } = await sql<{ transaction: string | null; sequence: string | null; held: boolean }>`
    select newest.transaction::text, newest.sequence::text, exists (select 1 from events where not ${settled}) as held
    from (select 1) as always
    left join lateral (
      select transaction, sequence from events where ${settled} order by transaction desc, sequence desc limit 1
    ) newest on true`.execute(database);
  const row = rows[0];
  if (!row?.transaction || !row.sequence) return { newest: beginning, held: row?.held ?? false };
  return {
    newest: { transaction: BigInt(row.transaction), sequence: BigInt(row.sequence) },
    held: row.held,
  };
}

/** Whether an event at or before the position is still kept; if not, some after it may be gone, too. */
export async function isKept(database: Database, { transaction, sequence }: Position): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`
    select exists (
      select 1 from events
      where (transaction, sequence) <= (${String(transaction)}::xid8, ${String(sequence)}::bigint)
    ) as kept`.execute(database);
  return rows[0]?.kept ?? false;
}

function placed(row: EventRow): PlacedEvent {
  return {
    position: { transaction: BigInt(row.transaction), sequence: BigInt(row.sequence) },
    sequence: row.sequence,
    at: row.at.toISOString(),
    name: row.name,
    object: row.object,
    records: row.records,
    payload: row.payload,
    actorId: row.actor_id,
  };
}
