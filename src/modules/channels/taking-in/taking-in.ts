import { byRule, create, update, type Work } from "#records";
import type { Account } from "../accounts/account.ts";
import { channelOfKind } from "../contract/channels.ts";
import { channelEvents } from "../contract/events.ts";
import { touchConversation } from "../conversations/touching.ts";
import { tellInteractions } from "../messages/interaction.ts";
import { keepMessage } from "../messages/keeping.ts";
import { conversationBy, type Found, keepFreeKeys } from "./finding.ts";
import type { Incoming } from "./incoming.ts";
import { partyOfContact } from "./party-of-contact.ts";

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
  const found = await conversationBy(work, incoming.belongsTo);
  const party =
    found?.party ??
    (await partyOfContact(work, account, { value: contact, name: incoming.from.name, isMachine: automatic }));
  const conversation = found
    ? await takeUp(work, found, { party, automatic })
    : await begin(work, account, incoming, { party, contact });
  const message = await keepMessage(work, {
    conversation,
    at: incoming.at,
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
  await keepFreeKeys(work, conversation, incoming.keys);
  await touchConversation(work, conversation, {
    at: incoming.at,
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

/** A conversation that was closed or put away is open again when they write; what a machine writes opens nothing. */
async function takeUp(
  work: Work,
  { id, party: before, state }: Found,
  { party, automatic }: { party: string | null; automatic: boolean },
): Promise<string> {
  const opens = !automatic && (state === "closed" || state === "snoozed");
  const values = {
    ...(opens && { state: "open", closed_at: null, snoozed_until: null }),
    ...(before === null && party !== null && { party }),
  };
  if (Object.keys(values).length === 0) return id;
  await update(byRule(work), "conversation", id, values, { governed: true });
  if (opens)
    work.emit({
      name: channelEvents.conversationMoved,
      object: "conversation",
      records: [id],
      payload: { from: state, to: "open", by: null },
    });
  if ("party" in values) await tellInteractions(work, { conversation: id });
  return id;
}

async function begin(
  work: Work,
  account: Account,
  incoming: Incoming,
  { party, contact }: { party: string | null; contact: string | null },
): Promise<string> {
  const { id } = await create(
    byRule(work),
    "conversation",
    {
      subject: incoming.subject?.slice(0, 500) ?? null,
      channel: channelOfKind[account.kind],
      account: account.id,
      queue: account.queue,
      owner: account.user,
      party,
      contact,
      last_message_at: incoming.at.toISOString(),
      contact_name: incoming.from.name?.slice(0, 200) ?? null,
      language: incoming.language ?? account.language,
      // What machines send is seen by who looks for it, and waits for nobody.
      ...(incoming.automatic && { state: "closed", closed_at: work.now.toISOString() }),
    },
    { governed: true },
  );
  work.emit({
    name: channelEvents.conversationBegun,
    object: "conversation",
    records: [id],
    payload: {
      channel: channelOfKind[account.kind],
      account: account.id,
      automatic: incoming.automatic ?? false,
    },
  });
  return id;
}
