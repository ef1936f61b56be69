import { type RawBuilder, sql } from "kysely";
import { allOf, type Filter } from "#kernel/filter";
import type { Work } from "#records";
import { dealRows } from "../deals-seen/deals-in-scope.ts";
import { categorySql } from "./categories.ts";
import { openWithin, type Span, wonWithin } from "./forecast-sums.ts";

/** The deals that a span of days is forecast from now, as a snapshot keeps them: `id`, `day`, `category`, `own`, `amount`, `currency`. */
export function dealsNow(work: Work, span: Span, scope?: Filter): RawBuilder<unknown> {
  const told = sql`d.id, d.day, d.category, d.own, d.value as amount, d.currency`;
  const won = dealRows(work, allOf(wonWithin(span), scope), {
    columns: sql`d.id, d.closed_on as day, 'won' as category, d.amount_currency as currency`,
  });
  const open = dealRows(work, allOf(openWithin(span), scope), {
    columns: sql`d.id, d.expected_close_on as day, ${categorySql(work)} as category, d.amount_currency as currency`,
    isOpen: true,
  });
  return sql`select ${told} from (${won}) d union all select ${told} from (${open}) d where d.category <> 'omitted'`;
}

/** Those of a snapshot. */
export function dealsThen(snapshot: string, span: Span): RawBuilder<unknown> {
  return sql`
    select k.deal_id as id, k.day, k.category, k.own, k.amount, k.currency from forecast_snapshot_deals k
    where k.snapshot_id = ${snapshot} and k.day >= ${span.from} and k.day < ${span.until}`;
}
