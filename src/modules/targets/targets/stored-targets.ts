import { sql } from "kysely";
import { titleExpression, visibleWhere, type Work } from "#records";
import type { TargetRow } from "../contract/targets.ts";
import type { TeamTree } from "../deals-seen/team-tree.ts";

export interface StoredTarget {
  readonly user: string | null;
  readonly team: string | null;
  readonly product: string | null;
  readonly productTitle: string | null;
  readonly category: string | null;
  readonly categoryTitle: string | null;
  readonly measure: TargetRow["measure"];
  readonly unit: "month" | "quarter" | "year";
  readonly startsOn: string;
  readonly value: string;
}

/** Targets that begin in a span of days, of those whose deals the actor sees. */
export async function targetsWithin(
  work: Work,
  tree: TeamTree,
  span: { readonly from: string; readonly until: string },
): Promise<readonly StoredTarget[]> {
  const product = work.catalogue.object("product");
  const category = work.catalogue.object("product_category");
  const { rows } = await sql<StoredTarget>`
    select t.user_id as "user", t.team_id as team, p.id as product, ${titleExpression(work, product, "p")} as "productTitle",
      c.id as category, ${titleExpression(work, category, "c")} as "categoryTitle", t.measure, t.unit, t.starts_on as "startsOn", trim_scale(t.value)::text as value
    from targets t left join products p on p.id = t.product_id left join product_categories c on c.id = t.category_id
    where t.starts_on >= ${span.from} and t.starts_on < ${span.until}
      and (t.product_id is null or ${visibleWhere(work, "product", "p")})
      and (t.category_id is null or ${visibleWhere(work, "product_category", "c")})
      and (t.user_id = any(${tree.sellers.map(({ id }) => id)}::uuid[]) or t.team_id = any(${tree.teams.map(({ id }) => id)}::uuid[])
        or (${tree.isWhole} and num_nonnulls(t.user_id, t.team_id) = 0))
    order by t.starts_on limit 20000`.execute(work.db);
  return rows;
}

/** What tells the rows of a sheet apart. */
export function rowKey(
  target: Pick<StoredTarget, "user" | "team" | "product" | "category" | "measure">,
): string {
  const { user, team, product, category, measure } = target;
  return [user ?? "", team ?? "", product ?? "", category ?? "", measure].join("|");
}
