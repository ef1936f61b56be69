import { sql } from "kysely";
import type { Database } from "../work.ts";
import { isAfter, type Position } from "./position.ts";

/** The outbox as it is kept: a name that no other has, and the last place that is kept no longer. */
export interface EventLog {
  readonly name: string;
  readonly forgotten: Position;
}

export async function eventLog(database: Database): Promise<EventLog> {
  const { rows } = await sql<{ name: string; transaction: string; sequence: string }>`
    select name, forgotten_transaction::text as transaction, forgotten_sequence::text as sequence from event_log`.execute(
    database,
  );
  const [row] = rows;
  if (!row) throw new Error("The outbox has no name");
  const forgotten = { transaction: BigInt(row.transaction), sequence: BigInt(row.sequence) };
  return { name: row.name, forgotten };
}

/** Whether everything after the position is still there. */
export function reachesBack({ forgotten }: EventLog, position: Position): boolean {
  return !isAfter(forgotten, position);
}
