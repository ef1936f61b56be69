import { sql } from "kysely";
import type { Database } from "#records";

/** What was said in the planted conversation, as it would come by a channel. Answers the ids by object. */
export async function plantMessages(
  database: Database,
  { conversation, file, channel_account: account }: Readonly<Record<string, string>>,
  canary: string,
): Promise<Record<string, string>> {
  const { rows } = await sql<Record<string, string>>`
    with message as (
      insert into messages (conversation_id, at, direction, sender, sender_name, subject, body, html, state)
      values (${conversation}, '2024-05-05', 'in', ${`${canary}.sender@example.com`}, ${canary}, ${`${canary} subject`},
        ${`${canary} said`}, ${`<p>${canary} said</p>`}, 'received') returning id),
    message_file as (
      insert into message_files (message_id, file_id) select id, ${file} from message returning id),
    call as (
      insert into calls (account_id, conversation_id, source_id, direction, number, state, started_at)
      values (${account}, ${conversation}, ${canary}, 'in', '+359887771234', 'ended', '2024-05-05') returning id)
    select message.id as message, message_file.id as message_file, call.id as call from message, message_file, call`.execute(
    database,
  );
  return { ...rows[0] };
}
