import { type RawBuilder, sql } from "kysely";
import type { OutputOf, QueryOf } from "#kernel/action";
import { allOf, type Filter } from "#kernel/filter";
import {
  groupOf,
  knownField,
  plannedAnew,
  readsAll,
  titleExpression,
  visibleWhere,
  type Work,
} from "#records";
import { grantOn } from "#records/contract";
import type { Breakdown, OutcomeRow, readOutcomes } from "../contract/reports.ts";
import { dealAmount, dealRows, scopeFilter } from "../deals-seen/deals-in-scope.ts";
import { reportDays } from "./report-days.ts";

type Outcomes = OutputOf<typeof readOutcomes>;

/** Most rows of a breakdown; a year has twelve months, but there may be thousands of products. */
const mostRows = 200;

/** Won and lost deals, told apart by what is asked for. An amount is shared among the products of a deal by what they come to. */
export async function salesOutcomes(work: Work, query: QueryOf<typeof readOutcomes>): Promise<Outcomes> {
  const days = reportDays(work, query);
  const filter = allOf(
    closedWithin(days),
    query.by === "reason" ? isLost : undefined,
    await scopeFilter(work, query),
  ) as Filter;
  const closed = closedDeals(work, filter);
  const amountsSeen = dealAmount(work).isSeen;
  const { rows: totals } = await plannedAnew(
    sql<Row>`select null::text as key, null::text as title, ${figures} from (${closed(null)}) c`,
  ).execute(work.db);
  const { parted, title, order } = breakdownOf(work, query.by, closed);
  const { rows } = await plannedAnew(sql<Row & { all: string }>`
    with ${parted}, grouped as (select c.key, ${figures} from parts c group by c.key)
    select g.*, ${title} as title, count(*) over () as all
    from grouped g order by ${order} limit ${mostRows}`).execute(work.db);
  const { key: _, title: __, ...total } = outcomeRow(totals[0], amountsSeen);
  return {
    by: query.by,
    ...days,
    currency: work.currency,
    filter,
    total,
    rows: rows.map((row) => outcomeRow(row, amountsSeen)),
    left: Number(rows[0]?.all ?? 0) - rows.length,
  };
}

/** What was won was not lost for a reason. */
const isLost: Filter = { field: "stage.kind", op: "is", value: "lost" };

export function closedWithin({ from, to }: { readonly from: string; readonly to: string }): Filter {
  return {
    and: [
      { field: "closed_on", op: "between", value: { from, to } },
      { field: "stage.kind", op: "in", value: ["won", "lost"] },
    ],
  };
}

/** What each closed deal brings to a report: `key` is what it is told apart by. */
type Closed = (key: RawBuilder<unknown> | null) => RawBuilder<unknown>;

function closedDeals(work: Work, filter: Filter): Closed {
  return (key) =>
    dealRows(work, filter, {
      columns: sql`d.id, ${key ?? sql`null::text`} as key, s.kind = 'won' as won, d.closed_on - d.opened_on as days`,
      joins: sql`join stages s on s.id = d.stage_id`,
    });
}

const figures = sql`
  (count(*) filter (where c.won))::int as won, (count(*) filter (where not c.won))::int as lost,
  round(coalesce(sum(c.own) filter (where c.won), 0), 2)::text as won_amount,
  round(coalesce(sum(c.own) filter (where not c.won), 0), 2)::text as lost_amount,
  (count(*) filter (where c.won and c.elsewhere))::int as won_elsewhere,
  (count(*) filter (where not c.won and c.elsewhere))::int as lost_elsewhere,
  round(avg(c.days) filter (where c.won), 1)::float as days`;

interface Row {
  readonly key: string | null;
  readonly title: string | null;
  readonly won: number;
  readonly lost: number;
  readonly won_amount: string;
  readonly lost_amount: string;
  readonly won_elsewhere: number;
  readonly lost_elsewhere: number;
  readonly days: number | null;
}

function outcomeRow(row: Row | undefined, amountsSeen: boolean): OutcomeRow {
  const amount = (text: string | undefined) => (amountsSeen ? (text ?? "0") : null);
  return {
    key: row?.key ?? null,
    title: row?.title ?? null,
    won: { count: row?.won ?? 0, amount: amount(row?.won_amount), elsewhere: row?.won_elsewhere ?? 0 },
    lost: { count: row?.lost ?? 0, amount: amount(row?.lost_amount), elsewhere: row?.lost_elsewhere ?? 0 },
    days: row?.days ?? null,
  };
}

interface BreakdownQuery {
  /** Ends with the rows of `parts`. */
  readonly parted: RawBuilder<unknown>;
  readonly title: RawBuilder<unknown>;
  readonly order: RawBuilder<unknown>;
}

const fields: Readonly<Partial<Record<Breakdown, string>>> = {
  month: "closed_on:month",
  owner: "owner",
  source: "source",
  reason: "lost_reason",
  pipeline: "pipeline",
};
const largest = sql`g.won_amount::numeric desc, g.won desc, g.lost desc, g.key`;

function breakdownOf(work: Work, by: Breakdown, closed: Closed): BreakdownQuery {
  if (by === "product") return byProduct(work, closed);
  if (by === "competitor") return byCompetitor(work, closed);
  const group = groupOf(work, work.catalogue.object("deal"), "d", fields[by] ?? by);
  return {
    parted: sql`parts as (${closed(group.key)})`,
    title: group.title?.(sql`g.key`) ?? sql`null::text`,
    order: by === "month" ? sql`g.key` : by === "reason" ? sql`g.lost desc, g.key` : largest,
  };
}

function byProduct(work: Work, closed: Closed): BreakdownQuery {
  const line = work.catalogue.object("deal_product");
  const product = work.catalogue.object("product");
  const isSeen =
    grantOn(work.actor.rights, "deal_product").read !== "none" && knownField(work, line, "product");
  const seen = isSeen ? visibleWhere(work, "product", "p") : sql`false`;
  const shared = sql`
    select c.id, k.product_id as key, c.won, c.elsewhere, c.days, c.own * coalesce(k.share, 1) as own
    from (${closed(null)}) c left join deal_product_shares k on k.deal_id = c.id`;
  // Products of a deal that are not seen are one of it.
  const parts = sql`
    select p.id as key, bool_and(s.won) as won, bool_and(s.elsewhere) as elsewhere, max(s.days) as days, sum(s.own) as own
    from (${shared}) s left join products p on p.id = s.key and ${seen} group by s.id, p.id`;
  return {
    parted: sql`parts as (${isSeen && readsAll(work, "product") ? shared : parts})`,
    title: sql`(select ${titleExpression(work, product, "l")} from products l where l.id = g.key)`,
    order: largest,
  };
}

function byCompetitor(work: Work, closed: Closed): BreakdownQuery {
  const company = work.catalogue.object("company");
  const isSeen = knownField(work, work.catalogue.object("deal"), "competitors") !== undefined;
  const seen = isSeen ? visibleWhere(work, "company", "p") : sql`false`;
  return {
    parted: sql`closed as (${closed(null)}),
      parts as (
        select c.id, p.id as key, c.won, c.own, c.elsewhere, c.days
        from closed c
        left join (deal_competitors dc join parties p on p.id = dc.party_id and ${seen}) on dc.deal_id = c.id)`,
    title: sql`(select ${titleExpression(work, company, "l")} from parties l where l.id = g.key)`,
    order: largest,
  };
}
