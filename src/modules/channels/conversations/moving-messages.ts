import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { tellByRule, type Work } from "#records";
import { channelEvents } from "../contract/events.ts";

/**
 * Whom something goes to is found when it goes: what waits for it stays where it was written. Throws `message_waiting`.
 */
export async function assertNothingWaits(
  work: Work,
  { conversations = [], messages = [] }: { conversations?: readonly string[]; messages?: readonly string[] },
): Promise<void> {
  const { rows } = await sql`
    select 1 from messages where state in ('queued', 'sending') and archived_at is null
      and (conversation_id = any(${conversations}::uuid[]) or id = any(${messages}::uuid[])) limit 1`.execute(
    work.db,
  );
  if (rows.length > 0) throw new AppError("message_waiting");
}

/** Messages go from one conversation to another, with what stands of them on the timeline; by which account they came or went stays. */
export async function moveMessages(
  work: Work,
  messages: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  if (messages.length === 0) return;
  await sql`update messages set conversation_id = ${to}, version = version + 1, updated_at = ${work.now},
      account_id = coalesce(account_id, (select account_id from conversations where id = ${from}))
    where id = any(${messages}::uuid[])`.execute(work.db);
  const { rows } = await sql<{ id: string }>`
    update interactions i set conversation_id = ${to}, version = i.version + 1, updated_at = ${work.now}
    from messages m where m.id = any(${messages}::uuid[]) and i.id = m.interaction_id returning i.id`.execute(
    work.db,
  );
  const changes = { conversation: { from, to } };
  const moved = (ids: readonly string[]) => ids.map((id) => ({ id, changes }));
  await tellByRule(work, "message", "changed", moved(messages));
  await tellByRule(work, "interaction", "changed", moved(rows.map(({ id }) => id)));
}

/** What a conversation says of its messages, reckoned anew from those it has. */
export async function recount(work: Work, conversations: readonly string[]): Promise<void> {
  await sql`
    update conversations c set messages = s.messages, last_message_at = coalesce(s.last, c.last_message_at), preview = s.preview,
      first_answer_at = s.answered, version = c.version + 1, updated_at = ${work.now},
      waiting_since = case when c.state in ('open', 'snoozed') then s.waiting end
    from unnest(${conversations}::uuid[]) as asked (id), lateral (
      select count(*) filter (where m.direction <> 'note')::int as messages,
        max(m.at) filter (where m.direction <> 'note') as last,
        min(m.at) filter (where m.direction = 'out' and m.state not in ('withdrawn', 'refused')) as answered,
        (array_agg(left(regexp_replace(coalesce(m.body, m.subject, ''), '[[:space:]]+', ' ', 'g'), 200) order by m.at desc, m.id desc)
          filter (where m.direction <> 'note'))[1] as preview,
        min(m.at) filter (where m.direction = 'in' and not m.automatic and m.at > coalesce((
          select max(o.at) from messages o where o.conversation_id = asked.id and o.direction = 'out'
            and o.state not in ('withdrawn', 'refused')), '-infinity')) as waiting
      from messages m where m.conversation_id = asked.id and m.archived_at is null) s
    where c.id = asked.id`.execute(work.db);
  work.emit({
    name: channelEvents.conversationTouched,
    object: "conversation",
    records: [...conversations],
  });
}
