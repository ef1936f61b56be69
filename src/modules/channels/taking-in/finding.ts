import { sql } from "kysely";
import type { Work } from "#records";

/** A closed conversation is taken up again by what comes within these days; later it is a new one. */
const takenUpWithin = 30;

export interface Found {
  readonly id: string;
  readonly party: string | null;
  readonly state: "open" | "snoozed" | "closed" | "spam";
}

/**
 * The conversation that a message belongs to, by the most certain of its keys that is known; locked. What was merged into
 * another leads there. Null where none is, or where it has been closed for long.
 */
export async function conversationBy(work: Work, keys: readonly string[]): Promise<Found | null> {
  if (keys.length === 0) return null;
  const { rows } = await sql<{ id: string }>`
    select coalesce(c.merged_into_id, c.id) as id from unnest(${keys}::text[]) with ordinality as asked (key, place)
    join conversation_keys k using (key) join conversations c on c.id = k.conversation_id
    where c.archived_at is null order by asked.place limit 1`.execute(work.db);
  if (!rows[0]) return null;
  const found = await sql<Found & { past: boolean }>`
    select id, party_id as party, state,
      state = 'closed' and closed_at < ${work.now}::timestamptz - make_interval(days => ${takenUpWithin}) as past
    from conversations where id = ${rows[0].id} for update`.execute(work.db);
  const [conversation] = found.rows;
  return conversation && !conversation.past ? conversation : null;
}

/** What is to come finds this conversation by these keys, whatever it was that had them before. */
export async function keepKeys(work: Work, conversation: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`insert into conversation_keys (key, conversation_id)
    select distinct key, ${conversation}::uuid from unnest(${keys.map((key) => key.slice(0, 1000))}::text[]) as keys (key)
    on conflict (key) do update set conversation_id = excluded.conversation_id`.execute(work.db);
}

/**
 * As `keepKeys`, for what somebody else wrote: a key that leads to a conversation that is still carried on stays there, so that
 * nobody draws away what is answered by naming its id.
 */
export async function keepFreeKeys(work: Work, conversation: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`insert into conversation_keys (key, conversation_id)
    select distinct key, ${conversation}::uuid from unnest(${keys.map((key) => key.slice(0, 1000))}::text[]) as keys (key)
    order by 1
    on conflict (key) do update set conversation_id = excluded.conversation_id
      where exists (select 1 from conversations c where c.id = conversation_keys.conversation_id
        and (c.archived_at is not null or (c.state = 'closed'
          and c.closed_at < ${work.now}::timestamptz - make_interval(days => ${takenUpWithin}))))`.execute(
    work.db,
  );
}
