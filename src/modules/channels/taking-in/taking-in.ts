import { sql } from "kysely";
import type { Work } from "#records";
import type { Account } from "../accounts/account.ts";
import { channelEvents } from "../contract/events.ts";
import { touchConversation } from "../conversations/touching.ts";
import { tellInteractions } from "../messages/interaction.ts";
import { keepMessage } from "../messages/keeping.ts";
import { conversationFor } from "./conversation-for.ts";
import { keepFreeKeys } from "./finding.ts";
import type { Incoming } from "./incoming.ts";

/** What came in and where it is now. */
export interface TakenIn {
  readonly conversation: string;
  readonly message: string;
}

type KeptFile = { readonly id: string; readonly contentId: string | null };

/**
 * Takes in a message that came by an account: finds its conversation or begins one, finds whose it is, and puts it on their
 * timeline, all in the unit that stores it. Its files are kept already.
 */
export async function takeIn(
  work: Work,
  account: Account,
  incoming: Incoming,
  files: readonly KeptFile[] = [],
): Promise<TakenIn> {
  const contact = incoming.from.value?.slice(0, 320) ?? null;
  const automatic = incoming.automatic ?? false;
  const conversation = await conversationFor(work, account, incoming);
  const at = await afterWhatItAnswers(work, conversation, incoming);
  const message = await keepMessage(work, {
    conversation,
    at,
    direction: "in",
    kind: incoming.kind,
    sender: contact,
    senderName: incoming.from.name,
    recipients: incoming.recipients,
    subject: incoming.subject,
    body: incoming.body,
    html: incoming.html,
    ownLength: incoming.ownLength,
    automatic,
    externalId: incoming.externalId,
    inReplyTo: incoming.inReplyTo,
    state: "received",
    details: incoming.details,
    files,
  });
  // What leads to where it was merged into comes by another account than the rest of it.
  await sql`update messages m set account_id = ${account.id} from conversations c
    where m.id = ${message} and c.id = m.conversation_id and c.account_id is distinct from ${account.id}`.execute(
    work.db,
  );
  await keepFreeKeys(work, conversation, incoming.keys);
  await touchConversation(work, conversation, {
    at,
    body: incoming.body ?? incoming.subject,
    turn: automatic ? "none" : "in",
  });
  await tellInteractions(work, { message });
  work.emit({
    name: channelEvents.messageReceived,
    object: "message",
    records: [message],
    payload: { conversation, automatic, account: account.id },
  });
  work.emit({ name: channelEvents.conversationTouched, object: "conversation", records: [conversation] });
  return { conversation, message };
}

/** When it was said: never before what it answers, whatever the clock there says; heads of mails leave out parts of a second. */
async function afterWhatItAnswers(
  work: Work,
  conversation: string,
  { at, inReplyTo }: Pick<Incoming, "at" | "inReplyTo">,
): Promise<Date> {
  if (!inReplyTo) return at;
  const { rows } = await sql<{ at: Date }>`
    select at from messages where conversation_id = ${conversation} and external_id = ${inReplyTo} order by at desc limit 1`.execute(
    work.db,
  );
  const answered = rows[0]?.at;
  return answered && answered >= at ? new Date(answered.getTime() + 1) : at;
}
