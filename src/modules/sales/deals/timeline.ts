import { type RawBuilder, type SqlBool, sql } from "kysely";
import {
  ownTimelineSources,
  partiesOf,
  readTimeline,
  type TimelineScope,
  type TimelineSource,
} from "#customers";
import type { TimelinePage } from "#customers/contract";
import type { QueryOf } from "#kernel/action";
import { get, shown, titleExpression, visibleWhere, type Work } from "#records";
import type { readDealTimeline } from "../contract/deals.ts";

/** What deals put on a timeline: each coming into a stage. */
export const dealTimelineSource: TimelineSource = {
  kind: "deal",
  selects: (work, scope) => [
    {
      from: sql`stage_changes c
        join deals d on d.id = c.deal_id
        join stages s on s.id = c.stage_id
        left join lateral (
          select before.* from stage_changes b join stages before on before.id = b.stage_id
          where b.deal_id = c.deal_id and b.left_at <= c.entered_at and b.id <> c.id
          order by b.entered_at desc, b.id desc limit 1
        ) previous on true`,
      where: sql<SqlBool>`${within(scope)} and d.archived_at is null and ${visibleWhere(work, "deal", "d")}`,
      at: sql`c.entered_at`,
      id: sql`c.id`,
      event: sql`case
        when s.kind <> 'open' then s.kind
        when previous.kind is null then 'opened'
        when previous.kind <> 'open' then 'reopened'
        else 'moved' end`,
      object: "deal",
      record: sql`d.id`,
      title: shown(work, ["deal", "name", "d"], sql<string>`d.name`),
      text: sql`null::text`,
      party: sql<string>`coalesce(${shown(work, ["deal", "person", "d"], sql`d.person_id`)}, ${shown(work, ["deal", "company", "d"], sql`d.company_id`)})`,
      deal: sql`d.id`,
      actor: shown(work, ["deal", "owner", "d"], sql<string>`coalesce(c.created_by, d.owner_id)`),
      details: sql`jsonb_build_object('stage', ${stageName(work, "s")}, 'from_stage', ${stageName(work, "previous")},
        'amount', ${shown(work, ["deal", "amount", "d"], sql`d.amount::text`)},
        'currency', ${shown(work, ["deal", "amount", "d"], sql`d.amount_currency`)},
        'lost_reason', case when s.kind = 'lost' then ${shown(work, ["deal", "lost_reason", "d"], sql`d.lost_reason`)} end)`,
    },
  ],
};

/** Everything that happened with a deal. */
export async function dealTimeline(
  work: Work,
  id: string,
  query: QueryOf<typeof readDealTimeline>,
): Promise<TimelinePage> {
  await get(work, "deal", id);
  return readTimeline(work, { deal: id }, [...ownTimelineSources, dealTimelineSource], query);
}

function within(scope: TimelineScope): RawBuilder<SqlBool> {
  if ("deal" in scope) return sql<SqlBool>`c.deal_id = ${scope.deal}`;
  const parties = partiesOf(scope);
  return sql<SqlBool>`c.deal_id in (
    select id from deals where company_id = ${scope.party}
    union select id from deals where person_id in ${parties}
    union select deal_id from deal_parties where party_id in ${parties} and archived_at is null)`;
}

function stageName(work: Work, alias: string): RawBuilder<unknown> {
  const name = titleExpression(work, work.catalogue.object("stage"), alias);
  return sql`case when ${visibleWhere(work, "stage", alias)} then ${name} end`;
}
