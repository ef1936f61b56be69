import { sql } from "kysely";
import type { Work } from "#records";

/** What is kept of a user's entries of other programs and calendars at most, in bytes. */
const mostKept = 50 * 1024 * 1024;

/** What may still be kept for the user. */
export async function keptRoom(work: Work, user: string): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`select sum(octet_length(kept.body))::text as bytes from (
      select body from sync_items where user_id = ${user}::uuid
      union all
      select e.body from connected_entries e join connected_calendars c on c.id = e.calendar_id
        join calendar_connections o on o.id = c.connection_id where o.user_id = ${user}::uuid
    ) kept`.execute(work.db);
  return mostKept - Number(rows[0]?.bytes ?? 0);
}
