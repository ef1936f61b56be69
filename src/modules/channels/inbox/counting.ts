import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { Filter } from "#kernel/filter";
import {
  filterCondition,
  type Runtime,
  usableViews,
  visibleWhere,
  withinSearchTime,
  type Work,
} from "#records";
import { mostCounted, type readInboxCounts, type readViewCounts } from "../contract/inbox.ts";
import { closedQueues } from "../routing/hours.ts";
import { keptCounts } from "./kept-counts.ts";

type Counts = OutputOf<typeof readInboxCounts>;

/** Nobody has more beside each other in one column. */
const mostViews = 30;

/**
 * How many conversations each view of the inbox has, of those that the actor may see. Each view is counted along an index
 * of its own and no further than one more than is shown, so that it costs the same among a hundred and a million.
 */
export async function inboxCounts(work: Work): Promise<Counts> {
  const me = work.actor.userId;
  const some = (condition: RawBuilder<SqlBool>) => sql`(select count(*)::int from (
    select 1 from conversations c where c.archived_at is null and ${condition} and ${visibleWhere(work, "conversation", "c")}
    limit ${mostCounted + 1}) as counted)`;
  const state = (name: string) => some(sql<SqlBool>`c.state = ${name}`);
  const { rows } = await sql<Counts>`
    select ${some(sql<SqlBool>`c.owner_id = ${me} and c.state = 'open'`)} as mine,
      ${some(sql<SqlBool>`c.state = 'open' and c.id in (
        select conversation_id from conversation_followers where user_id = ${me})`)} as followed,
      ${some(sql<SqlBool>`c.owner_id is null and c.state = 'open'`)} as unassigned,
      ${some(sql<SqlBool>`c.waiting_since is not null and c.state = 'open'`)} as waiting,
      ${state("open")} as open, ${state("snoozed")} as snoozed, ${state("closed")} as closed, ${state("spam")} as spam,
      coalesce((select jsonb_agg(jsonb_build_object('id', q.id, 'title', q.name,
          'count', ${some(sql<SqlBool>`c.queue_id = q.id and c.state = 'open'`)}) order by q.position, q.id)
        from queues q where q.archived_at is null and ${visibleWhere(work, "queue", "q")}), '[]') as queues,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'title', a.name, 'kind', a.kind, 'state', a.state,
          'count', ${some(sql<SqlBool>`c.account_id = a.id and c.state = 'open'`)}) order by a.name, a.id)
        from channel_accounts a where a.archived_at is null and ${visibleWhere(work, "channel_account", "a")}), '[]')
        as accounts`.execute(work.db);
  const [counts] = rows;
  if (!counts) throw new Error("Nothing was counted");
  const closed = await closedQueues(work.db, work.now);
  const opensAt = (queue: string) => closed.get(queue)?.toISOString() ?? null;
  return { ...counts, queues: counts.queues.map((queue) => ({ ...queue, opens_at: opensAt(queue.id) })) };
}

/**
 * The same of each saved view that the actor may use. A filter of somebody's own may have no index: it is counted on the connections
 * of those who search, beside the answer where it takes long, and has no number where it takes too long. To be asked where nothing is written.
 */
export async function viewCounts(work: Work, runtime: Runtime): Promise<OutputOf<typeof readViewCounts>> {
  const views = (await usableViews(work, "conversation")).slice(0, mostViews);
  const { numbers, counting } = await keptCounts(
    runtime,
    work.actor,
    views.map(({ id, definition: { filter } }) => ({
      key: `${id} ${JSON.stringify(filter ?? null)}`,
      count: () => withinSearchTime(work, (searching) => countFitting(searching, filter)).catch(noNumber),
    })),
  );
  const data = views.flatMap(({ id }, place) => {
    const number = numbers[place];
    return number ? [{ id, ...number }] : [];
  });
  return { data, counting };
}

async function countFitting(work: Work, filter: Filter | undefined): Promise<number> {
  const object = work.catalogue.object("conversation");
  const fits = filter ? filterCondition({ work, object, alias: "c" }, filter) : sql<SqlBool>`true`;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from conversations c
      where c.archived_at is null and ${fits} and ${visibleWhere(work, "conversation", "c")}
      limit ${mostCounted + 1}) as counted`.execute(work.db);
  return rows[0]?.count ?? 0;
}

function noNumber(error: unknown): null {
  if (error instanceof AppError && error.code === "search_too_slow") return null;
  throw error;
}
