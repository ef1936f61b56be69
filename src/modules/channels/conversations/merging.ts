import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { get, tellByRule, update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { channelEvents } from "../contract/events.ts";
import { tellInteractions } from "../messages/interaction.ts";
import { type ConversationInHand, takeConversation } from "./in-hand.ts";
import { assertNothingWaits, moveMessages, recount } from "./moving-messages.ts";

/**
 * Makes a conversation a part of another, with those that are parts of it. What comes by its keys leads there from now on. Throws
 * `merge_of_two_customers`, `already_merged` where either is a part of another already, `message_waiting` where something is to go
 * out yet, `merge_of_personal` where what all see would become one's own or the other way round, and `merge_of_two_channels` where
 * messengers would be mixed up: whom it goes to is known by the one it came by.
 */
export async function mergeConversation(work: Work, id: string, into: string): Promise<RecordData> {
  if (id === into) throw new AppError("field_invalid", { field: "into" });
  const [from, to] = await takeBoth(work, id, into);
  if (from.merged_into || to.merged_into) throw new AppError("already_merged");
  if (from.party && to.party && from.party.id !== to.party.id) throw new AppError("merge_of_two_customers");
  await assertOfOneMailbox(work, from, to);
  await assertOfOneMessenger(work, id, into);
  await assertNothingWaits(work, { conversations: [id, into] });
  const party = to.party === null && from.party !== null ? from.party.id : null;
  const messages = await messagesIn(work, id);
  const merge = newId();
  await sql`insert into conversation_merges (id, from_id, into_id, state, snoozed_until, by, at)
    values (${merge}, ${id}, ${into}, ${from.state}, ${from.snoozed_until},
      ${work.actor.userId}, ${work.now})`.execute(work.db);
  await sql`insert into merged_messages (merge_id, message_id)
    select ${merge}, id from unnest(${messages}::uuid[]) as those (id)`.execute(work.db);
  await moveMessages(work, messages, { from: id, to: into });
  await turnParts(work, id, into);
  const closed = {
    state: "closed",
    closed_at: work.now.toISOString(),
    snoozed_until: null,
    waiting_since: null,
  };
  await update(work, "conversation", id, { ...closed, merged_into: into }, { governed: true });
  if (party !== null) await update(work, "conversation", into, { party }, { governed: true });
  await recount(work, [id, into]);
  await tellInteractions(work, { conversation: into });
  tellMoved(work, id, { from: from.state, to: "closed" });
  return get(work, "conversation", into);
}

/** Takes it out again, with what was its own when it was merged and still stands there. Throws `not_merged`. */
export async function separateConversation(work: Work, id: string): Promise<RecordData> {
  const found = await mergeOf(work, id);
  if (!found) {
    await takeConversation(work, id);
    throw new AppError("not_merged");
  }
  await takeBoth(work, id, found.into);
  // What it is a part of may have been merged on meanwhile, or it was taken apart.
  const merge = await mergeOf(work, id);
  if (merge?.into !== found.into) throw new AppError("not_merged");
  await assertNothingWaits(work, { conversations: [merge.into] });
  const messages = await sql<{ id: string }>`
    select m.id from merged_messages g join messages m on m.id = g.message_id
    where g.merge_id = ${merge.id} and m.conversation_id = ${merge.into}`.execute(work.db);
  await moveMessages(
    work,
    messages.rows.map((message) => message.id),
    { from: merge.into, to: id },
  );
  await sql`delete from conversation_merges where id = ${merge.id}`.execute(work.db);
  await turnPartsBack(work, id, merge.into);
  const isSnoozed =
    merge.state === "snoozed" && merge.snoozed_until !== null && merge.snoozed_until > work.now;
  const state = merge.state === "snoozed" && !isSnoozed ? "open" : merge.state;
  await update(
    work,
    "conversation",
    id,
    {
      merged_into: null,
      state,
      closed_at: state === "closed" ? work.now.toISOString() : null,
      snoozed_until: isSnoozed ? merge.snoozed_until?.toISOString() : null,
    },
    { governed: true },
  );
  await recount(work, [id, merge.into]);
  tellMoved(work, id, { from: "closed", to: state });
  return get(work, "conversation", id);
}

async function mergeOf(work: Work, id: string): Promise<Merge | undefined> {
  const { rows } = await sql<Merge>`
    select id, into_id as into, state, snoozed_until from conversation_merges where from_id = ${id}`.execute(
    work.db,
  );
  return rows[0];
}

/** What is a part of a conversation that is merged is from now on a part of what that was merged into. */
async function turnParts(work: Work, from: string, to: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update conversation_merges set into_id = ${to}, through = through || ${from}::uuid
    where into_id = ${from} returning from_id as id`.execute(work.db);
  await pointTo(work, rows, { from, to });
}

async function turnPartsBack(work: Work, to: string, from: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update conversation_merges set into_id = ${to}, through = through[:array_position(through, ${to}::uuid) - 1]
    where into_id = ${from} and ${to}::uuid = any(through) returning from_id as id`.execute(work.db);
  await pointTo(work, rows, { from, to });
}

async function pointTo(
  work: Work,
  parts: readonly { readonly id: string }[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  if (parts.length === 0) return;
  await sql`update conversations set merged_into_id = ${to}, version = version + 1, updated_at = ${work.now}
    where id = any(${parts.map(({ id }) => id)}::uuid[])`.execute(work.db);
  const changes = { merged_into: { from, to } };
  await tellByRule(
    work,
    "conversation",
    "changed",
    parts.map(({ id }) => ({ id, changes })),
  );
}

/** A personal mailbox is kept to its user: nothing goes in there, or out, with what is said by others. */
async function assertOfOneMailbox(work: Work, ...both: readonly ConversationInHand[]): Promise<void> {
  const accounts = both.flatMap(({ account }) => account?.id ?? []);
  const { rows } = await sql<{ user: string | null }>`
    select user_id as "user" from channel_accounts where id = any(${accounts}::uuid[])`.execute(work.db);
  const users = new Set(rows.map(({ user }) => user));
  if (accounts.length < both.length) users.add(null);
  if (users.size > 1) throw new AppError("merge_of_personal");
}

async function assertOfOneMessenger(work: Work, one: string, other: string): Promise<void> {
  const { rows } = await sql<{ accounts: number }>`
    select count(distinct c.account_id)::int as accounts from conversations c
    where c.id in (${one}, ${other}) and exists (select 1 from messages m
      where m.conversation_id = c.id and m.direction = 'in' and m.details ? 'peer')`.execute(work.db);
  if ((rows[0]?.accounts ?? 0) > 1) throw new AppError("merge_of_two_channels");
}

interface Merge {
  readonly id: string;
  readonly into: string;
  readonly state: string;
  readonly snoozed_until: Date | null;
}

// In the order of ids, so that two who merge the same pair the other way round do not wait for each other.
async function takeBoth(
  work: Work,
  one: string,
  other: string,
): Promise<readonly [ConversationInHand, ConversationInHand]> {
  await sql`select 1 from conversations where id = any(${[one, other]}::uuid[])
    or merged_into_id = any(${[one, other]}::uuid[]) order by id for update`.execute(work.db);
  return [await takeConversation(work, one), await takeConversation(work, other)];
}

async function messagesIn(work: Work, conversation: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from messages where conversation_id = ${conversation} order by id for update`.execute(work.db);
  return rows.map(({ id }) => id);
}

function tellMoved(work: Work, id: string, { from, to }: { from: string; to: string }): void {
  work.emit({
    name: channelEvents.conversationMoved,
    object: "conversation",
    records: [id],
    payload: { from, to, by: work.actor.userId },
  });
}
