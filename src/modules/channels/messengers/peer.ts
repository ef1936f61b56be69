import { sql } from "kysely";
import type { Runtime } from "#records";

/** How the service calls whom a conversation is with, as their newest message by its account told it (`details.peer`); null where none did. */
export async function peerOf({ database }: Runtime, conversation: string): Promise<string | null> {
  const { rows } = await sql<{ peer: string }>`
    select m.details ->> 'peer' as peer from messages m join conversations c on c.id = m.conversation_id
    where c.id = ${conversation} and m.direction = 'in' and m.details ? 'peer'
      and coalesce(m.account_id, c.account_id) = c.account_id
    order by m.at desc, m.id desc limit 1`.execute(database);
  return rows[0]?.peer ?? null;
}
