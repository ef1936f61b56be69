import { sql } from "kysely";
import type { Work } from "#records";
import type { Line } from "../line.ts";

/** So many are rung one after the other; a caller does not wait for more. */
const mostRung = 6;

/**
 * At whom a call rings, one after the other: who answers the conversation, whose customer it is, then whoever is there for the queue
 * and has had no call for longest. Only who has an extension of the line, says that they are there, and is on no call.
 */
export async function whoIsRung(
  work: Work,
  { account, otherwise }: Pick<Line, "account" | "otherwise">,
  conversation: string,
): Promise<string[]> {
  const { rows } = await sql<{ user: string }>`
    with asked as (
      select c.owner_id, p.owner_id as keeper_id, q.id as queue_id, q.seen_by, coalesce(q.skills, '{}') as skills
      from conversations c left join parties p on p.id = c.party_id
        left join queues q on q.id = c.queue_id and q.archived_at is null
      where c.id = ${conversation} and c.state <> 'spam'
    )
    select e.user_id as "user"
    from asked, phone_extensions e join users u on u.id = e.user_id and u.active and u.archived_at is null
      join agents a on a.user_id = e.user_id and a.state = 'available' and a.archived_at is null
    where e.account_id = ${account.id}
      and not exists (select from calls r where r.agent_id = e.user_id and r.state <> 'ended')
      and (e.user_id in (asked.owner_id, asked.keeper_id) or (${otherwise} = 'queue' and a.skills @> asked.skills and (
        asked.queue_id is null or asked.seen_by = 'everyone' or exists (
          select from queue_teams t where t.queue_id = asked.queue_id and t.team_id = u.team_id))))
    order by e.user_id is not distinct from asked.owner_id desc, e.user_id is not distinct from asked.keeper_id desc,
      (select max(r.started_at) from calls r where r.agent_id = e.user_id) nulls first, e.user_id
    limit ${mostRung}`.execute(work.db);
  return rows.map(({ user }) => user);
}
