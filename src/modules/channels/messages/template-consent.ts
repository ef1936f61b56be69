import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { normalised } from "#customers";
import type { Database, Work } from "#records";
import { isOptedOut, numbered } from "../messengers/opting.ts";
import type { WrittenTemplate } from "./template.ts";

/**
 * By a template one writes unasked. Throws `opted_out` where its number wants no more, `consent_needed` where it is for marketing and
 * they have not consented to that by messenger.
 */
export async function assertWantsTemplate(
  work: Work,
  conversation: { readonly id: string; readonly contact: string | null },
  { marketing }: WrittenTemplate,
): Promise<void> {
  const number = conversation.contact && normalised("phone", conversation.contact, work.country);
  if (number && (await isOptedOut(work.db, number, numbered))) throw new AppError("opted_out");
  if (marketing && !(await consentsToMarketing(work.db, conversation.id)))
    throw new AppError("consent_needed");
}

/** By the newest word on it. Whom nobody knows has said nothing. */
export async function consentsToMarketing(db: Work["db"] | Database, conversation: string): Promise<boolean> {
  const { rows } = await sql<{ given: boolean }>`
    select n.given from conversations c join consents n on n.party_id = c.party_id and n.purpose = 'marketing'
      and n.channel in ('messenger', 'any') and n.archived_at is null
    where c.id = ${conversation} order by n.created_at desc, n.id desc limit 1`.execute(db);
  return rows[0]?.given ?? false;
}
