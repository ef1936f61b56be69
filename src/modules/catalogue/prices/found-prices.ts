import { sql } from "kysely";
import type { Work } from "#records";
import type { ApplicableList } from "./lists-for.ts";

export interface AskedLine {
  readonly product: string;
  readonly quantity: string;
}

/** What stands for one line in the lists and on the product itself. */
export interface FoundPrice {
  readonly place: number;
  /** The usual price: of the product, else of the one it is a variant of. */
  readonly usual: string | null;
  readonly usual_currency: string | null;
  /** The line of a price list that holds, by list, nearness and quantity. */
  readonly list: string | null;
  readonly price: string | null;
  readonly percent: string | null;
  readonly from_quantity: string | null;
}

/**
 * For each line the first list that has something for it, and of that what is nearest: the product, what it is a variant of, its
 * category, the one above, everything; of these from the highest quantity reached. Lines of products that are not there are missing.
 */
export async function foundPrices(
  work: Work,
  lines: readonly AskedLine[],
  lists: readonly ApplicableList[],
): Promise<readonly FoundPrice[]> {
  const asked = JSON.stringify(lines.map((line, place) => ({ ...line, place })));
  const inTurn = JSON.stringify(lists.map(({ id }, rank) => ({ id, rank })));
  const { rows } = await sql<FoundPrice>`
    with recursive asked as materialized (
      select a.place, a.quantity, p.id as product, p.variant_of_id as main,
        coalesce(p.category_id, main.category_id) as category,
        coalesce(p.price, main.price) as usual,
        case when p.price is null then main.price_currency else p.price_currency end as usual_currency
      from jsonb_to_recordset(${asked}::jsonb) as a (place int, product uuid, quantity numeric)
      join products p on p.id = a.product left join products main on main.id = p.variant_of_id
    ), lists as materialized (
      select * from jsonb_to_recordset(${inTurn}::jsonb) as l (id uuid, rank int)
    ), above (category, id, steps) as (
      select distinct category, category, 0 from asked where category is not null
      union all
      select above.category, c.parent_id, steps + 1 from above join product_categories c on c.id = above.id
      where c.parent_id is not null and steps < 20
    )
    select a.place, trim_scale(a.usual)::text as usual, a.usual_currency, found.list,
      trim_scale(found.price)::text as price, trim_scale(found.percent)::text as percent,
      trim_scale(found.from_quantity)::text as from_quantity
    from asked a
    left join lateral (
      select list, price, percent, from_quantity from (
        select l.id as list, l.rank, i.price, i.percent, i.from_quantity,
          case when i.product_id = a.product then 0 else 1 end as distance
        from lists l join price_items i on i.price_list_id = l.id and i.product_id = any (array[a.product, a.main])
        where i.archived_at is null and i.from_quantity <= a.quantity
        union all
        select l.id, l.rank, i.price, i.percent, i.from_quantity, 2 + above.steps
        from above join lists l on true
        join price_items i on i.price_list_id = l.id and i.product_id is null and i.category_id = above.id
        where above.category = a.category and i.archived_at is null and i.from_quantity <= a.quantity
        union all
        select l.id, l.rank, i.price, i.percent, i.from_quantity, 99
        from lists l join price_items i on i.price_list_id = l.id and i.product_id is null and i.category_id is null
        where i.archived_at is null and i.from_quantity <= a.quantity
      ) nearest
      order by rank, distance, from_quantity desc limit 1
    ) found on true
    order by a.place`.execute(work.db);
  return rows;
}
