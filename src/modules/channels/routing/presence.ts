import { sql } from "kysely";
import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { byRule, create, update, type Work } from "#records";
import type { changePresence as changeAction, readPresence } from "../contract/routing.ts";

type Presence = OutputOf<typeof readPresence>;

/** Whether the actor is there for what waits; away until they say otherwise. */
export async function presenceOf(work: Work): Promise<Presence> {
  const { rows } = await sql<Presence>`
    select coalesce(a.state, 'away') as state, coalesce(a.capacity, 10) as capacity, coalesce((
      select sum(coalesce(q.weight, 1))::int from conversations c left join queues q on q.id = c.queue_id
      where c.owner_id = u.id and c.state = 'open' and c.archived_at is null), 0) as load
    from users u left join agents a on a.user_id = u.id where u.id = ${work.actor.userId}`.execute(work.db);
  const [presence] = rows;
  if (!presence) throw new AppError("not_allowed");
  return presence;
}

/** Says it. What waits for somebody like them comes to them from then on, or no more. */
export async function changePresence(work: Work, { state }: BodyOf<typeof changeAction>): Promise<Presence> {
  const { rows } = await sql<{ id: string; state: string }>`
    select id, state from agents where user_id = ${work.actor.userId} for update`.execute(work.db);
  const [agent] = rows;
  if (!agent) await create(byRule(work), "agent", { user: work.actor.userId, state });
  else if (agent.state !== state) await update(byRule(work), "agent", agent.id, { state });
  return presenceOf(work);
}
