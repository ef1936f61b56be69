import { sql } from "kysely";
import type { OutputOf, QueryOf } from "#kernel/action";
import { isoInstant, list, visibleWhere, type Work } from "#records";
import { grantOn } from "#records/contract";
import { type FollowedQuote, followDays, type readQuotesToFollow } from "../contract/following.ts";

interface Row extends Pick<FollowedQuote, "reason" | "at" | "words"> {
  readonly id: string;
  readonly count: number;
}

/** Sent quotes that want following up, each for its most pressing reason. */
export async function quotesToFollow(
  work: Work,
  { whose, limit }: QueryOf<typeof readQuotesToFollow>,
): Promise<OutputOf<typeof readQuotesToFollow>> {
  if (grantOn(work.actor.rights, "quote").read === "none") return { data: [], count: 0 };
  const owners = whose === "mine" ? [work.actor.userId] : work.actor.teamUserIds;
  const since = (days: number) => sql`${work.now}::timestamptz - make_interval(days => ${days})`;
  const { rows } = await sql<Row>`
    with followed as (
      select q.id, q.valid_until,
        case when c.ours is false and c.created_at > ${since(followDays.commented)} then 'commented'
          when v.at > ${since(followDays.opened)} then 'opened'
          when q.valid_until <= (${work.now}::timestamptz at time zone ${work.actor.timeZone})::date + ${followDays.expiring}::int
            then 'expiring' end as reason,
        c.created_at as commented_at, c.body, v.at as opened_at
      from quotes q
      left join lateral (select body, created_at, user_id is not null as ours from quote_comments
        where quote_id = q.id order by created_at desc limit 1) c on true
      left join lateral (select max(last_at) as at from quote_visits where quote_id = q.id) v on true
      where q.state = 'sent' and q.archived_at is null and ${visibleWhere(work, "quote", "q")}
        and ${whose === "all" ? sql`true` : sql`q.owner_id = any(${owners}::uuid[])`})
    select id, reason, count(*) over ()::int as count,
      case reason when 'commented' then ${isoInstant(sql`commented_at`)} when 'opened' then ${isoInstant(sql`opened_at`)} end as at,
      case reason when 'commented' then left(body, 200) end as words
    from followed where reason is not null
    order by array_position(array['commented', 'opened', 'expiring'], reason),
      case reason when 'commented' then commented_at when 'opened' then opened_at end desc, valid_until, id
    limit ${limit}`.execute(work.db);
  const quotes = await seen(
    work,
    rows.map(({ id }) => id),
  );
  return {
    count: rows[0]?.count ?? 0,
    data: rows.flatMap(({ id, reason, at, words }) => {
      const quote = quotes.get(id);
      return quote ? [{ quote, reason, at, words }] : [];
    }),
  };
}

async function seen(work: Work, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, FollowedQuote["quote"]>();
  const { data } = await list(work, "quote", {
    filter: { field: "id", op: "in", value: [...ids] },
    limit: ids.length,
  });
  return new Map(data.map((quote) => [quote.id, quote]));
}
