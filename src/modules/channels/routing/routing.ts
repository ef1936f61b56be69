import { sql } from "kysely";
import { byRule, get, type Runtime, type Subscription, update, type Work } from "#records";
import { channelEvents } from "../contract/events.ts";
import type { Routing } from "../contract/routing.ts";
import { closedQueues } from "./hours.ts";

/** What waits is looked at in such handfuls, the longest wait first. */
const handful = 100;

/** What comes in, what is opened again, and who comes back to their desk: what waits finds somebody. */
export const waitingIsRouted: Subscription = {
  name: "channels.waiting_is_routed",
  events: [
    channelEvents.conversationBegun,
    channelEvents.conversationMoved,
    "records.changed",
    "records.created",
  ],
  async hear(runtime, { name, object }) {
    if (name.startsWith("records.") && object !== "agent" && object !== "queue") return;
    await routeWaiting(runtime);
  },
};

/** Gives what waits in queues that say so, within their hours, to who is there for it. Answers how many found somebody. */
export async function routeWaiting(runtime: Runtime): Promise<number> {
  const closed = await closedQueues(runtime.database, new Date());
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c join queues q on q.id = c.queue_id
    where q.routing = 'least_loaded' and q.archived_at is null and c.owner_id is null and c.state = 'open'
      and q.id <> all(${[...closed.keys()]}::uuid[])
      and c.archived_at is null and exists (select from agents where state = 'available' and archived_at is null)
    order by c.waiting_since nulls last, c.id limit ${handful}`.execute(runtime.database);
  let given = 0;
  for (const { id } of rows) if (await runtime.runAsSystem((work) => route(work, id))) given++;
  return given;
}

interface Chosen {
  readonly user: string;
  readonly queue: string;
  readonly load: number;
  readonly capacity: number;
  readonly weight: number;
  readonly others: number;
  readonly skills: string[];
  readonly language: string | null;
}

/**
 * Gives a conversation to the one of those who are there, may see its queue, know what it asks for and have room for its
 * weight, who has the least to do for what they can take. One at a time, so that nobody is given more than they have room for.
 */
async function route(work: Work, id: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('channels.routing'))`.execute(work.db);
  const chosen = await choose(work, id);
  if (!chosen) return false;
  await update(byRule(work), "conversation", id, { owner: chosen.user }, { governed: true });
  await sql`insert into conversation_routings (conversation_id, user_id, queue_id, at, load, capacity, weight,
        others, skills, language)
    values (${id}, ${chosen.user}, ${chosen.queue}, ${work.now}, ${chosen.load}, ${chosen.capacity},
      ${chosen.weight}, ${chosen.others}, ${chosen.skills}, ${chosen.language})
    on conflict (conversation_id) do update set user_id = excluded.user_id, queue_id = excluded.queue_id, at = excluded.at,
      load = excluded.load, capacity = excluded.capacity, weight = excluded.weight, others = excluded.others, skills = excluded.skills,
      language = excluded.language`.execute(work.db);
  work.emit({ name: channelEvents.conversationTouched, object: "conversation", records: [id] });
  return true;
}

async function choose(work: Work, id: string): Promise<Chosen | null> {
  const { rows } = await sql<Chosen>`
    with asked as (
      select q.id as queue, q.weight, q.skills, q.seen_by, left(c.language, 2) as language
      from conversations c join queues q on q.id = c.queue_id
      where c.id = ${id} and c.owner_id is null and c.state = 'open' and q.routing = 'least_loaded' for update of c
    ), there as (
      select a.user_id, a.capacity, (
        select coalesce(sum(coalesce(o.weight, 1)), 0)::int from conversations c left join queues o on o.id = c.queue_id
        where c.owner_id = a.user_id and c.state = 'open' and c.archived_at is null) as load
      from agents a join users u on u.id = a.user_id and u.active and u.archived_at is null, asked
      where a.state = 'available' and a.archived_at is null and a.skills @> asked.skills
        and (asked.language is null or a.languages = '{}' or asked.language = any(a.languages))
        and (asked.seen_by = 'everyone' or exists (
          select from queue_teams t where t.queue_id = asked.queue and t.team_id = u.team_id))
    )
    select t.user_id as "user", asked.queue, t.load, t.capacity, asked.weight, (count(*) over ())::int - 1 as others, asked.skills,
      asked.language
    from there t cross join asked
    where t.load + asked.weight <= t.capacity
    order by t.load::float8 / t.capacity,
      (select max(r.at) from conversation_routings r where r.user_id = t.user_id) nulls first, t.user_id
    limit 1`.execute(work.db);
  return rows[0] ?? null;
}

/** Why a conversation came to whom it came by itself; null where it is with somebody else now, or a person gave it. */
export async function routingOf(work: Work, id: string): Promise<{ routing: Routing | null }> {
  await get(work, "conversation", id);
  const { rows } = await sql<Omit<Routing, "at"> & { at: Date }>`
    select jsonb_build_object('id', u.id, 'title', u.name) as "user", q.name as queue, r.at, r.load, r.capacity, r.weight, r.others,
      r.skills, r.language
    from conversation_routings r join conversations c on c.id = r.conversation_id and c.owner_id = r.user_id
      join users u on u.id = r.user_id left join queues q on q.id = r.queue_id
    where r.conversation_id = ${id}`.execute(work.db);
  const [row] = rows;
  return { routing: row ? { ...row, at: new Date(row.at).toISOString() } : null };
}
