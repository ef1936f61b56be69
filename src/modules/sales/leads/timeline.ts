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
import { get, shown, visibleWhere, type Work } from "#records";
import type { LinkValue } from "#records/contract";
import type { readLeadTimeline } from "../contract/leads.ts";
import { dealTimelineSource } from "../deals/timeline.ts";

/** What leads put on a timeline: that one came in, and what was decided of it. */
export const leadTimelineSource: TimelineSource = {
  kind: "lead",
  selects: (work, scope) => [cameIn(work, scope), decided(work, scope)],
};

function cameIn(work: Work, scope: TimelineScope) {
  return {
    ...ofLead(work),
    from: sql`leads l`,
    where: sql<SqlBool>`${within(scope)} and l.archived_at is null and ${visibleWhere(work, "lead", "l")}`,
    at: sql<Date>`l.created_at`,
    event: sql<string>`'came_in'`,
    actor: sql<string | null>`l.created_by`,
    details: sql`jsonb_build_object('source', ${shown(work, ["lead", "source", "l"], sql`l.source`)})`,
  };
}

function decided(work: Work, scope: TimelineScope) {
  return {
    ...ofLead(work),
    // The same lead stands here twice, and each entry is told by an id of its own.
    id: sql<string>`md5('decided ' || l.id)::uuid`,
    from: sql`leads l`,
    where: sql<SqlBool>`${within(scope)} and l.closed_at is not null and l.archived_at is null and ${visibleWhere(work, "lead", "l")}`,
    at: sql<Date>`l.closed_at`,
    event: sql<string>`l.status`,
    actor: shown(work, ["lead", "owner", "l"], sql<string>`coalesce(l.owner_id, l.updated_by)`),
    details: sql`jsonb_build_object('unqualified_reason',
      ${shown(work, ["lead", "unqualified_reason", "l"], sql`l.unqualified_reason`)})`,
  };
}

function ofLead(work: Work) {
  return {
    id: sql<string>`l.id`,
    object: "lead",
    record: sql<string>`l.id`,
    title: shown(work, ["lead", "name", "l"], sql<string>`l.name`),
    text: sql<string | null>`null::text`,
    party: shown(work, ["lead", "party", "l"], sql<string>`l.party_id`),
    deal: shown(work, ["lead", "deal", "l"], sql<string>`l.deal_id`),
  };
}

function within(scope: TimelineScope): RawBuilder<SqlBool> {
  if ("deal" in scope) return sql<SqlBool>`l.deal_id = ${scope.deal}`;
  return sql<SqlBool>`l.party_id in ${partiesOf(scope)}`;
}

/** Everything that happened with the party of a lead. */
export async function leadTimeline(
  work: Work,
  id: string,
  query: QueryOf<typeof readLeadTimeline>,
): Promise<TimelinePage> {
  const lead = await get(work, "lead", id);
  const party = lead["party"] as LinkValue | null;
  if (!party) return { data: [], next: null };
  const sources = [...ownTimelineSources, dealTimelineSource, leadTimelineSource];
  return readTimeline(work, { party: party.id, company: party.object === "company" }, sources, query);
}
