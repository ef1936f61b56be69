import { sql } from "kysely";
import type { Work } from "#records";

/** Marks a mail of whom nobody in its conversation wrote to or heard of before: it came by an id that they knew, and answers would reach them. */
export async function markNewcomer(
  work: Work,
  { conversation, message }: { readonly conversation: string; readonly message: string },
): Promise<void> {
  await sql`update messages m set details = m.details || '{"newcomer": true}' from conversations c
    where m.id = ${message} and c.id = ${conversation} and not m.automatic and lower(m.sender) <> lower(c.contact)
      and not exists (select 1 from messages b where b.conversation_id = c.id and b.id <> m.id and b.direction <> 'note'
        and (lower(b.sender) = lower(m.sender) or jsonb_path_exists(
          lower(b.recipients::text)::jsonb, '$.*[*] ? (@ == $who)', jsonb_build_object('who', lower(m.sender)))))`.execute(
    work.db,
  );
}
