import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { byRule, create, get, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";
import { accountOf } from "../accounts/account.ts";
import { channelEvents } from "../contract/events.ts";
import { keyOfMail, keyOfReply } from "../mail/threading/keys.ts";
import { takeConversation } from "./in-hand.ts";
import { assertNothingWaits, moveMessages, recount } from "./moving-messages.ts";

interface Told {
  readonly direction: "in" | "out" | "note";
  readonly subject: string | null;
  readonly sender: string | null;
  readonly senderName: string | null;
  readonly externalId: string | null;
  readonly account: string | null;
}

/**
 * Begins a conversation of its own with a message of another; what answers that message leads there. Throws `nothing_to_split` for a
 * note, and where it is all there is; `message_waiting` for one that is to go out yet.
 */
export async function splitMessage(work: Work, message: string): Promise<RecordData> {
  const { id: of } = (await get(work, "message", message))["conversation"] as LinkValue;
  const from = await takeConversation(work, of);
  const { rows } = await sql<Told & { others: boolean }>`
    select direction, subject, sender, sender_name as "senderName", external_id as "externalId",
      coalesce(m.account_id, (select account_id from conversations where id = m.conversation_id)) as account,
      exists (select 1 from messages o where o.conversation_id = m.conversation_id and o.id <> m.id
        and o.direction <> 'note' and o.archived_at is null) as others
    from messages m where id = ${message} for update`.execute(work.db);
  const [told] = rows;
  if (!told || told.direction === "note" || !told.others) throw new AppError("nothing_to_split");
  await assertNothingWaits(work, { messages: [message] });
  const theirs = told.direction === "in";
  const account = from.account?.id ?? null;
  const { id } = await create(
    byRule(work),
    "conversation",
    {
      subject: told.subject ?? from.subject,
      channel: from.channel,
      account,
      queue: from.queue?.id ?? null,
      owner: from.owner?.id ?? null,
      party: from.party?.id ?? null,
      contact: theirs ? (told.sender ?? from.contact) : from.contact,
      contact_name: theirs ? (told.senderName ?? from.contact_name) : from.contact_name,
      language: from.language,
    },
    { governed: true },
  );
  await moveMessages(work, [message], { from: of, to: id });
  await moveKeys(work, { message, externalId: told.externalId, account: told.account }, { from: of, to: id });
  await recount(work, [of, id]);
  work.emit({
    name: channelEvents.conversationBegun,
    object: "conversation",
    records: [id],
    payload: { channel: from.channel, account, automatic: false },
  });
  return get(work, "conversation", id);
}

/** A mail is answered by its id, or by an address that names it; other channels know conversations, no single messages. */
async function moveKeys(
  work: Work,
  { message, externalId, account: of }: Pick<Told, "externalId" | "account"> & { message: string },
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const account = of === null ? null : await accountOf(work.db, of);
  if (account?.kind !== "mailbox") return;
  const keys = [keyOfReply(account, message), ...(externalId ? [keyOfMail(account, externalId)] : [])];
  await sql`update conversation_keys set conversation_id = ${to}
    where conversation_id = ${from} and key = any(${keys}::text[])`.execute(work.db);
}
