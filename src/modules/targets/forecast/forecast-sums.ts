import { type RawBuilder, sql } from "kysely";
import { allOf, type Filter } from "#kernel/filter";
import { plannedAnew, type Work } from "#records";
import { chanceColumns, type ChanceSql, chanceSql } from "../chances/chance-sql.ts";
import type { Period } from "../contract/periods.ts";
import { lastDayOf } from "../contract/periods.ts";
import type { Sum } from "../contract/scope.ts";
import { dealAmount, dealRows } from "../deals-seen/deals-in-scope.ts";
import { categorySql } from "./categories.ts";
import type { CategorySum } from "./figures.ts";

export type Span = Pick<Period, "from" | "until">;

interface Apart {
  /** By what the sums are told apart besides their category: the seller unless told, or whatever else stands under `d`. */
  readonly owner?: RawBuilder<unknown>;
  /** By pipeline and month too, which are null otherwise: a year of many sellers has nine times as many rows then. */
  readonly byMonth?: boolean;
}

/** What each seller has won in a span of days and has open for it, by category. */
export async function forecastSums(
  work: Work,
  span: Span,
  scope: Filter | undefined,
  apart: Apart = {},
): Promise<readonly CategorySum[]> {
  const model = await chanceSql(work);
  const { rows } = await plannedAnew(sql<CategorySum>`
    ${wonSums(work, allOf(wonWithin(span), scope), { apart, isKnown: model !== undefined })}
    union all
    ${openSums(work, allOf(openWithin(span), scope), { apart, model })}`).execute(work.db);
  return rows;
}

/** Open deals that should have closed before the period began. */
export async function overdueSum(work: Work, period: Span, scope: Filter | undefined): Promise<Sum> {
  const filter = allOf(
    { field: "expected_close_on", op: "before", value: period.from },
    { field: "stage.kind", op: "is", value: "open" },
    scope,
  );
  const { rows } = await plannedAnew(sql<Sum>`
    select ${counted}, round(coalesce(sum(d.own), 0), 2)::text as amount
    from (${dealRows(work, filter, { columns: sql`d.id`, isOpen: true })}) d`).execute(work.db);
  const [sum] = rows;
  return {
    count: sum?.count ?? 0,
    elsewhere: sum?.elsewhere ?? 0,
    amount: dealAmount(work).isSeen ? (sum?.amount ?? "0") : null,
  };
}

export function wonWithin(period: Span): Filter {
  return {
    and: [
      { field: "closed_on", op: "between", value: { from: period.from, to: lastDayOf(period) } },
      { field: "stage.kind", op: "is", value: "won" },
    ],
  };
}

export function openWithin(period: Span): Filter {
  return {
    and: [
      { field: "expected_close_on", op: "between", value: { from: period.from, to: lastDayOf(period) } },
      { field: "stage.kind", op: "is", value: "open" },
    ],
  };
}

interface Told {
  readonly apart: Apart;
}

function wonSums(
  work: Work,
  filter: Filter | undefined,
  { apart, isKnown }: Told & { readonly isKnown: boolean },
): RawBuilder<unknown> {
  const won = dealRows(work, filter, { columns: told(apart, "closed_on") });
  const sum = sql`round(coalesce(sum(d.own), 0), 2)::text`;
  return sql`
    select d.owner, d.pipeline, d.month::text, 'won' as category, ${counted},
      ${sum} as amount, ${sum} as weighted, ${isKnown ? sum : sql`null::text`} as expected
    from (${won}) d group by d.owner, d.pipeline, d.month`;
}

function openSums(
  work: Work,
  filter: Filter | undefined,
  { apart, model }: Told & { readonly model: ChanceSql | undefined },
): RawBuilder<unknown> {
  const open = dealRows(work, filter, {
    columns: sql`${told(apart, "expected_close_on")}, ${categorySql(work)} as category, ${chanceColumns(work)}`,
    isOpen: true,
  });
  // Chances are guesses: floats are exact enough for them, and much faster than decimals.
  const expected = model
    ? sql`round(coalesce(sum(d.own::float8 * ${model.chance}), 0)::numeric, 2)::text`
    : sql`null::text`;
  return sql`
    select d.owner, d.pipeline, d.month::text, d.category, ${counted}, round(coalesce(sum(d.own), 0), 2)::text as amount,
      round(coalesce(sum(d.own * d.probability), 0) / 100, 2)::text as weighted, ${expected} as expected
    from (${open}) d ${model?.joins ?? sql``} group by d.owner, d.pipeline, d.month, d.category`;
}

const counted = sql`count(*)::int as count, (count(*) filter (where d.elsewhere))::int as elsewhere`;

function told(
  { owner = sql`d.owner_id`, byMonth = false }: Apart,
  day: "closed_on" | "expected_close_on",
): RawBuilder<unknown> {
  const when = byMonth
    ? sql`d.pipeline_id as pipeline, date_trunc('month', ${sql.ref(`d.${day}`)}::timestamp)::date as month`
    : sql`null::uuid as pipeline, null::date as month`;
  return sql`${owner} as owner, ${when}`;
}
