import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "#records";

/** How far a folder was read. */
export interface Cursor {
  readonly uidValidity: string;
  readonly lastUid: number;
  /** Mail that came before this day was there before us, and is not fetched. */
  readonly since: string;
}

const cursor = z.object({ uidValidity: z.string(), lastUid: z.number(), since: z.string() });

export async function cursorOf(database: Database, account: string): Promise<Cursor | null> {
  const { rows } = await sql<{ cursor: unknown }>`
    select cursor from channel_connections where account_id = ${account}`.execute(database);
  const read = cursor.safeParse(rows[0]?.cursor);
  return read.success ? read.data : null;
}

export async function keepCursor(database: Database, account: string, reached: Cursor): Promise<void> {
  await sql`update channel_connections set cursor = ${JSON.stringify(reached)}::jsonb
    where account_id = ${account}`.execute(database);
}
