import { sql } from "kysely";
import { pathOf } from "#platform";
import type { Runtime } from "#records";
import type { Outgoing } from "../adapter.ts";

/** A message with all that an adapter needs to hand it over. */
export async function outgoingOf({ database, settings }: Runtime, id: string): Promise<Outgoing> {
  const { rows } = await sql<
    Omit<Outgoing, "files"> & { files: (Outgoing["files"][number] & { location: string })[] }
  >`
    select m.id, m.conversation_id as conversation, c.contact, m.recipients, m.subject, coalesce(m.body, '') as body,
      m.html, m.external_id as "externalId", m.in_reply_to as "inReplyTo", m.automatic, m.attempts, m.details,
      case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as author,
      coalesce((select jsonb_agg(jsonb_build_object('id', mf.id, 'name', f.name, 'type', f.type, 'size', f.size,
          'location', f.location, 'contentId', mf.content_id) order by mf.position, mf.id)
        from message_files mf join files f on f.id = mf.file_id where mf.message_id = m.id), '[]') as files
    from messages m join conversations c on c.id = m.conversation_id left join users u on u.id = m.author_id
    where m.id = ${id}`.execute(database);
  const [message] = rows;
  if (!message) throw new Error("The message is gone");
  return {
    ...message,
    files: message.files.map(({ location, ...file }) => ({ ...file, path: pathOf(settings, location) })),
  };
}
