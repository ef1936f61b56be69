import { type RawBuilder, sql } from "kysely";
import { type Runtime, shown, type Work } from "#records";
import { isOfDomain } from "../reading/correspondents.ts";
import type { SenderCheck } from "../verifying/methods.ts";

interface Said {
  readonly sender: string | null;
  readonly check: SenderCheck | null;
  readonly replyTo: readonly string[] | null;
  /** They began the conversation by it, from an address that was nobody's until then. */
  readonly isNew: boolean;
}

/**
 * Where who wrote last wants to be answered; null: where they wrote from. Heeded of the one alone whom we talk to, as is proven, at a place
 * of theirs, or where a form of some site wrote for somebody whom nobody knows: another would have what is meant for a customer.
 */
export async function answerAddresses(
  database: Runtime["database"],
  conversation: string,
  addresses: RawBuilder<unknown> = sql`m.details -> 'reply_to'`,
): Promise<readonly string[] | null> {
  const { rows } = await sql<Said>`
    select m.sender, m.details ->> 'sender_check' as check,
      case when lower(m.sender) = lower(c.contact) then ${addresses} end as "replyTo",
      not exists (select from messages before where before.conversation_id = m.conversation_id and before.id < m.id)
        and not exists (select from contact_points p where p.kind = 'email' and p.normalised = lower(m.sender)
          and p.created_at < m.created_at and p.archived_at is null) as "isNew"
    from messages m join conversations c on c.id = m.conversation_id
    where m.conversation_id = ${conversation} and m.direction = 'in' and m.external_id is not null and m.archived_at is null
    order by m.at desc, m.id desc limit 1`.execute(database);
  const said = rows[0];
  return said?.replyTo && isHeeded(said, said.replyTo) ? said.replyTo : null;
}

/** The same for a screen, whose reader may not see addresses. */
export function answerAddressesShown(work: Work, conversation: string): Promise<readonly string[] | null> {
  const addresses = shown(work, ["message", "sender", "m"], sql<unknown>`m.details -> 'reply_to'`);
  return answerAddresses(work.db, conversation, addresses);
}

function isHeeded({ sender, check, isNew }: Said, replyTo: readonly string[]): boolean {
  if (check === "failed") return false;
  return (
    check === "verified" ||
    (check === null && isNew) ||
    replyTo.every((address) => isOfDomain(address, sender ?? ""))
  );
}
