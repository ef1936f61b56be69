import { type CompiledQuery, type RawBuilder, sql } from "kysely";
import type { QueryOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { isId } from "#kernel/id";
import { ask, compiled, kept, place, titleExpression, visibleWhere, type Work } from "#records";
import {
  type readPartyTimeline,
  type TimelineEntry,
  type TimelinePage,
  timelineKinds,
} from "../contract/timeline.ts";
import type { TimelineOwner, TimelineScope, TimelineSelect, TimelineSource } from "./source.ts";

interface Position {
  readonly at: string;
  readonly id: string;
}

/**
 * A page of the timeline, newest first. Each source is cut to the page in the order of its own index before
 * the union sorts what is left, so that a party with a hundred thousand entries reads like one with ten.
 */
export async function readTimeline(
  work: Work,
  owner: TimelineOwner,
  sources: readonly TimelineSource[],
  query: QueryOf<typeof readPartyTimeline>,
): Promise<TimelinePage> {
  const after = query.cursor === undefined ? undefined : positionOf(query.cursor);
  const wanted = wantedSources(sources, query.kinds);
  if (wanted.length === 0) return { data: [], next: null };
  const asked = timelineQuery(work, scopeOf(owner), wanted, {
    limit: query.limit,
    further: after !== undefined,
  });
  const rows = await ask(work, asked, { owner: "deal" in owner ? owner.deal : owner.party, ...after });
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  return { data, next: last && rows.length > query.limit ? cursorOf(last) : null };
}

function scopeOf(owner: TimelineOwner): TimelineScope {
  const id = place<string>("owner");
  return "deal" in owner ? { deal: id } : { party: id, company: owner.company };
}

interface Cut {
  readonly limit: number;
  /** Whether it goes on after the entry at the places `at` and `id`. */
  readonly further: boolean;
}

function timelineQuery(
  work: Work,
  scope: TimelineScope,
  sources: readonly TimelineSource[],
  page: Cut,
): CompiledQuery<TimelineEntry> {
  const whose = "deal" in scope ? "deal" : scope.company ? "company" : "person";
  const kinds = sources.map(({ kind }) => kind);
  return kept(work, `timeline ${JSON.stringify([whose, kinds, page])}`, (making) => {
    const selects = sources.flatMap(({ kind, selects: selectsOf }) =>
      selectsOf(making, scope).map((select) => cut(kind, select, page)),
    );
    return compiled(making, entries(making, selects, page.limit + 1));
  });
}

function wantedSources(
  sources: readonly TimelineSource[],
  kinds: string | undefined,
): readonly TimelineSource[] {
  if (!kinds) return sources;
  const names = kinds.split(",");
  const unknown = names.find((name) => !timelineKinds.some((kind) => kind === name));
  if (unknown !== undefined)
    throw new AppError("choice_unknown", { field: "kinds", params: { value: unknown } });
  return sources.filter(({ kind }) => names.includes(kind));
}

function cut(kind: string, select: TimelineSelect, { limit, further }: Cut): RawBuilder<unknown> {
  const older = further
    ? sql`and (${select.at}, ${select.id}) < (${place("at")}::timestamptz, ${place("id")}::uuid)`
    : sql``;
  return sql`(
    select ${select.at} as at, ${select.id} as id, ${kind}::text as kind, ${select.event} as event,
      (${select.object})::text as object, ${select.record} as record, ${select.title} as title, ${select.text} as text,
      ${select.party} as party, ${select.deal} as deal, ${select.actor} as actor, ${select.details} as details
    from ${select.from}
    where ${select.where} ${older}
    order by ${select.at} desc, ${select.id} desc
    limit ${limit + 1})`;
}

function entries(work: Work, selects: readonly RawBuilder<unknown>[], limit: number) {
  const deal = work.catalogue.objects.get("deal");
  const dealJoin = deal
    ? sql`left join ${sql.table(deal.table)} d on d.id = e.deal and ${visibleWhere(work, "deal", "d")}`
    : sql`left join (select null::uuid as id, null::text as name) d on false`;
  return sql<TimelineEntry>`
    select to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      e.id, e.kind, e.event, e.object, e.record, e.title, e.text,
      case when p.id is not null then jsonb_build_object('id', p.id, 'title', ${titleExpression(work, work.catalogue.object("party"), "p")}, 'object', p.kind) end as party,
      case when d.id is not null then jsonb_build_object('id', d.id, 'title', ${deal ? titleExpression(work, deal, "d") : sql`d.name`}, 'object', 'deal') end as deal,
      case when u.id is not null then jsonb_build_object('id', u.id, 'title', ${titleExpression(work, work.catalogue.object("user"), "u")}, 'object', 'user') end as actor,
      e.details
    from (select * from (${sql.join(selects, sql` union all `)}) all_sources order by at desc, id desc limit ${limit}) e
    left join parties p on p.id = e.party and ${visibleWhere(work, "party", "p")}
    ${dealJoin}
    left join users u on u.id = e.actor and ${visibleWhere(work, "user", "u")}
    order by e.at desc, e.id desc`;
}

function cursorOf({ at, id }: Position): string {
  return Buffer.from(`${at} ${id}`).toString("base64url");
}

function positionOf(cursor: string): Position {
  const [at = "", id] = Buffer.from(cursor, "base64url").toString().split(" ");
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(at) || !isId(id)) throw new AppError("cursor_invalid");
  return { at, id };
}
