import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { channelEvents } from "../contract/events.ts";
import { tellInteractions } from "../messages/interaction.ts";
import { type ConversationInHand, takeConversation } from "./in-hand.ts";
import { moveMessages, recount } from "./moving-messages.ts";

/**
 * Makes a conversation a part of another. What comes by its keys leads there from now on. Throws
 * `merge_of_two_customers`, and `already_merged` where either is a part of another already.
 */
export async function mergeConversation(work: Work, id: string, into: string): Promise<RecordData> {
  if (id === into) throw new AppError("field_invalid", { field: "into" });
  const [from, to] = await takeBoth(work, id, into);
  if (from["merged_into"] || to["merged_into"]) throw new AppError("already_merged");
  if (from.party && to.party && from.party.id !== to.party.id) throw new AppError("merge_of_two_customers");
  const party = to.party === null && from.party !== null ? from.party.id : null;
  const messages = await messagesIn(work, id);
  const merge = newId();
  await sql`insert into conversation_merges (id, from_id, into_id, state, snoozed_until, by, at)
    values (${merge}, ${id}, ${into}, ${from.state}, ${from["snoozed_until"] as string | null},
      ${work.actor.userId}, ${work.now})`.execute(work.db);
  await sql`insert into merged_messages (merge_id, message_id)
    select ${merge}, id from unnest(${messages}::uuid[]) as those (id)`.execute(work.db);
  await moveMessages(work, messages, { from: id, to: into });
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
  return takeConversation(work, into);
}

/** Takes it out again, with what was its own when it was merged and still stands there. Throws `not_merged`. */
export async function separateConversation(work: Work, id: string): Promise<RecordData> {
  const { rows } = await sql<Merge>`
    select id, into_id as into, state, snoozed_until from conversation_merges
    where from_id = ${id}`.execute(work.db);
  const [merge] = rows;
  if (!merge) {
    await takeConversation(work, id);
    throw new AppError("not_merged");
  }
  await takeBoth(work, id, merge.into);
  const messages = await sql<{ id: string }>`
    select m.id from merged_messages g join messages m on m.id = g.message_id
    where g.merge_id = ${merge.id} and m.conversation_id = ${merge.into}`.execute(work.db);
  await moveMessages(
    work,
    messages.rows.map((message) => message.id),
    { from: merge.into, to: id },
  );
  await sql`delete from conversation_merges where id = ${merge.id}`.execute(work.db);
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
  return takeConversation(work, id);
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
  await sql`select 1 from conversations where id = any(${[one, other]}::uuid[]) order by id for update`.execute(
    work.db,
  );
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
