import { byRule, create, update, type Work } from "#records";
import type { Account } from "../accounts/account.ts";
import { channelOfKind } from "../contract/channels.ts";
import { channelEvents } from "../contract/events.ts";
import { tellInteractions } from "../messages/interaction.ts";
import { conversationBy, type Found } from "./finding.ts";
import type { Incoming } from "./incoming.ts";
import { partyOfContact } from "./party-of-contact.ts";

/** What tells the conversation of something that comes. */
export type Belonging = Pick<
  Incoming,
  "at" | "from" | "belongsTo" | "subject" | "automatic" | "isSpam" | "lead" | "language"
>;

/** The conversation of something that comes by an account: the one that it belongs to, taken up again, or a new one. Answers its id. */
export async function conversationFor(work: Work, account: Account, incoming: Belonging): Promise<string> {
  const contact = incoming.from.value?.slice(0, 320) ?? null;
  const automatic = incoming.automatic ?? false;
  const found = await conversationBy(work, incoming.belongsTo);
  const party =
    found?.party ??
    (incoming.isSpam
      ? null
      : await partyOfContact(work, account, { ...incoming, contact, isMachine: automatic }));
  return found
    ? takeUp(work, found, { party, automatic })
    : begin(work, account, incoming, { party, contact });
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
  incoming: Belonging,
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
      ...(incoming.isSpam
        ? { state: "spam" }
        : incoming.automatic && { state: "closed", closed_at: work.now.toISOString() }),
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
