import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { BodyOf } from "#kernel/action";
import type { Runtime, Work } from "#records";
import { type Account, accountOf } from "../accounts/account.ts";
import type { ChannelAdapter } from "../adapter.ts";
import type { noteInConversation, Said, Written } from "../contract/conversations.ts";
import { channelEvents } from "../contract/events.ts";
import { takeConversation } from "../conversations/in-hand.ts";
import { touchConversation } from "../conversations/touching.ts";
import { dropSaid } from "../inbox/drafting.ts";
import { keepKeys } from "../taking-in/finding.ts";
import { answerableUntil } from "./answering.ts";
import { assertOwnFiles } from "./own-files.ts";
import { tellInteractions } from "./interaction.ts";
import { keepMessage } from "./keeping.ts";
import { saidOf } from "./reading.ts";
import { assertWantsTemplate } from "./template-consent.ts";
import type { WrittenTemplate } from "./template.ts";

/** Within these milliseconds a message can be taken back. */
export const timeToWithdraw = 10_000;

type AdapterOf = (kind: Account["kind"]) => ChannelAdapter;

/** By what a message goes out. */
export interface SendingRoom {
  readonly runtime: Runtime;
  readonly adapterOf: AdapterOf;
}

/** Who or what writes it. */
export interface How {
  readonly automatic?: boolean;
  readonly template?: WrittenTemplate;
}

/**
 * Writes an answer in a conversation. It goes out by its account once its moment has come, after commit. Throws
 * `account_not_active`, what `assertSends` of its adapter throws, `message_too_long`, `too_late_to_answer` where the channel takes no more, `file_not_yours`. What the product
 * writes by itself is `automatic`: it is no answer of ours.
 */
export async function writeMessage(
  work: Work,
  room: SendingRoom,
  id: string,
  written: Written,
  { automatic = false, template }: How = {},
): Promise<Said> {
  const conversation = await takeConversation(work, id);
  const accountId = conversation.account?.id;
  if (!accountId) throw new AppError("account_not_active");
  const account = await accountOf(work.db, accountId);
  const adapter = room.adapterOf(account.kind);
  if (!account.active) throw new AppError("account_not_active");
  await adapter.assertSends?.(work, account, conversation.contact);
  if (template) await assertWantsTemplate(work, conversation, template);
  assertFits(adapter, written);
  const until = await answerableUntil(work, adapter, id);
  // What the service has approved it takes at any time.
  if (until && until <= work.now && !template)
    throw new AppError("too_late_to_answer", { params: { hours: adapter.abilities.answersWithin ?? 0 } });
  await assertOwnFiles(work, id, written.files);
  const message = await keepMessage(work, {
    conversation: id,
    at: work.now,
    direction: "out",
    author: work.actor.userId,
    sender: account.address,
    recipients: recipientsOf(written),
    subject: written.subject ?? conversation.subject,
    body: written.body,
    html: adapter.abilities.html ? written.html : null,
    automatic,
    state: "queued",
    sendAt: written.send_at ? new Date(written.send_at) : new Date(work.now.getTime() + timeToWithdraw),
    files: written.files.map((file) => ({ id: file })),
    ...(template && { details: { template } }),
  });
  const identity = adapter.identify?.(room.runtime, account, message);
  if (identity) {
    await sql`update messages set external_id = ${identity.externalId} where id = ${message}`.execute(
      work.db,
    );
    await keepKeys(work, id, identity.keys);
  }
  await touchConversation(work, id, { at: work.now, body: written.body, turn: automatic ? "none" : "out" });
  if (!automatic) await dropSaid(work, id, written.body);
  const isOut = !written.send_at && (await adapter.handOver?.(work, { conversation: id, message }));
  if (isOut) await noteSent(work, message);
  work.emit({
    name: isOut ? channelEvents.messageSent : channelEvents.messageQueued,
    object: "message",
    records: [message],
    payload: { account: account.id, conversation: id },
  });
  work.emit({ name: channelEvents.conversationTouched, object: "conversation", records: [id] });
  return saidOf(work, message);
}

async function noteSent(work: Work, message: string): Promise<void> {
  await sql`update messages set state = 'sent', state_at = ${work.now}, send_at = null where id = ${message}`.execute(
    work.db,
  );
  await tellInteractions(work, { message });
}

/** Writes to colleagues in a conversation; those who are mentioned are told, where they see it. */
export async function noteInIt(
  work: Work,
  id: string,
  { body, mentions }: BodyOf<typeof noteInConversation>,
): Promise<Said> {
  await takeConversation(work, id);
  const message = await keepMessage(work, {
    conversation: id,
    at: work.now,
    direction: "note",
    author: work.actor.userId,
    body,
    state: "noted",
    details: mentions.length > 0 ? { mentions } : {},
  });
  await dropSaid(work, id, body);
  work.emit({
    name: channelEvents.noteWritten,
    object: "message",
    records: [message],
    payload: { conversation: id },
  });
  work.emit({ name: channelEvents.conversationTouched, object: "conversation", records: [id] });
  return saidOf(work, message);
}

function recipientsOf({ to, cc, bcc }: Written): Record<string, string[]> {
  return { ...(to && { to }), ...(cc && { cc }), ...(bcc && { bcc }) };
}

function assertFits({ abilities }: ChannelAdapter, { body, files }: Written): void {
  if (body.length > abilities.length)
    throw new AppError("field_too_long", { field: "body", params: { max: abilities.length } });
  if (files.length > 0 && abilities.files === 0)
    throw new AppError("files_not_sent_here", { field: "files" });
}
