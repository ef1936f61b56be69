import { sql } from "kysely";
import type { z } from "zod";
import type { Database } from "#records";

/** How far what comes by an account was taken in, in the shape that its channel has for it; null where that is not said yet. */
export async function cursorOf<Cursor>(
  database: Database,
  account: string,
  shape: z.ZodType<Cursor>,
): Promise<Cursor | null> {
  const { rows } = await sql<{ cursor: unknown }>`
    select cursor from channel_connections where account_id = ${account}`.execute(database);
  return shape.safeParse(rows[0]?.cursor).data ?? null;
}

/** Keeps how far it was taken in, in the same shape. */
export async function keepCursor(database: Database, account: string, reached: object): Promise<void> {
  await sql`update channel_connections set cursor = ${JSON.stringify(reached)}::jsonb
    where account_id = ${account}`.execute(database);
}
