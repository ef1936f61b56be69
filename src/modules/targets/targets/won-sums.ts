import { sql } from "kysely";
import { allOf } from "#kernel/filter";
import { dayBefore } from "#kernel/period";
import { knownField, plannedAnew, type Work } from "#records";
import { grantOn } from "#records/contract";
import { dealAmount, dealsWhere } from "../deals-seen/deals-in-scope.ts";

/** What a seller won of a product in a span of days. */
export interface WonSum {
  readonly owner: string | null;
  /** Null in what a category of products comes to, with those below it. */
  readonly product: string | null;
  readonly category: string | null;
  readonly count: number;
  readonly amount: string;
}

interface Span {
  readonly from: string;
  /** Not in it any more. */
  readonly until: string;
}

/** What each seller won; by product, where an amount is shared among the products of a deal, when `parted`. */
export async function wonSums(
  work: Work,
  span: Span,
  { parted }: { parted: boolean },
): Promise<readonly WonSum[]> {
  const filter = allOf(
    { field: "closed_on", op: "between", value: { from: span.from, to: dayBefore(span.until) } },
    { field: "stage.kind", op: "is", value: "won" },
  );
  const won = sql`select d.id, d.owner_id as owner, ${dealAmount(work).own} as own from deals d where ${dealsWhere(work, filter)}`;
  if (!parted) {
    const { rows } = await plannedAnew(sql<WonSum>`
      select w.owner, null as product, null as category, count(*)::int as count, round(coalesce(sum(w.own), 0), 2)::text as amount
      from (${won}) w group by 1`).execute(work.db);
    return rows;
  }
  const line = work.catalogue.object("deal_product");
  if (grantOn(work.actor.rights, "deal_product").read === "none" || !knownField(work, line, "product"))
    return [];
  const { rows } = await plannedAnew(sql<WonSum>`
    with recursive above (product, category) as (
      select p.id, p.category_id from products p where p.category_id is not null
      union
      select a.product, c.parent_id from above a join product_categories c on c.id = a.category where c.parent_id is not null),
    shares as (
      select w.id, w.owner, k.product_id, w.own * k.share as own from (${won}) w join deal_product_shares k on k.deal_id = w.id)
    select s.owner, s.product_id as product, null::uuid as category, ${summed} from shares s group by 1, 2
    union all
    select s.owner, null, a.category, ${summed} from shares s join above a on a.product = s.product_id group by 1, 3`).execute(
    work.db,
  );
  return rows;
}

const summed = sql`count(distinct s.id)::int as count, round(coalesce(sum(s.own), 0), 2)::text as amount`;
