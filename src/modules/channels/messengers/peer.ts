import { sql } from "kysely";
import type { Runtime } from "#records";

/** How the service calls whom a conversation is with, as their newest message told it (`details.peer`); null where none did. */
export async function peerOf({ database }: Runtime, conversation: string): Promise<string | null> {
  const { rows } = await sql<{ peer: string }>`
    select details ->> 'peer' as peer from messages
    where conversation_id = ${conversation} and direction = 'in' and details ? 'peer'
    order by at desc, id desc limit 1`.execute(database);
  return rows[0]?.peer ?? null;
}
