import { sql } from "kysely";
import type { Database, Work } from "#records";
import { keepKeys } from "../../taking-in/finding.ts";
import { keyOfNumber } from "./keys.ts";

/**
 * Gives a conversation a number of the house, such as that of a ticket: it stands as `[#T-00017]` in the subject of our mails from
 * now on, and what a participant writes under it belongs there.
 */
export function numberConversation(work: Work, conversation: string, number: string): Promise<void> {
  return keepKeys(work, conversation, [keyOfNumber(number)]);
}

/** Nothing leads to a conversation by that number any more. */
export async function forgetNumber(work: Work, number: string): Promise<void> {
  await sql`delete from conversation_keys where key = ${keyOfNumber(number)}`.execute(work.db);
}

/** The subject with the newest number that the conversation was given; as it is where there is none, or where it has it already. */
export async function numbered(database: Database, conversation: string, subject: string): Promise<string> {
  const { rows } = await sql<{ number: string }>`
    select upper(substr(key, length(${keyOfNumber("")}::text) + 1)) as number from conversation_keys
    where conversation_id = ${conversation} and key like ${`${keyOfNumber("")}%`} order by length(key) desc, key desc limit 1`.execute(
    database,
  );
  const sign = rows[0] && `[#${rows[0].number}]`;
  return !sign || subject.toUpperCase().includes(sign) ? subject : `${sign} ${subject}`.trim();
}
