import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { get, knownField, type Work } from "#records";
import type { Category, readDealChance } from "../contract/forecast.ts";
import { categorySql } from "../forecast/categories.ts";
import { dealRows } from "../deals-seen/deals-in-scope.ts";
import { chanceColumns, chanceSql } from "./chance-sql.ts";
import { chanceOf } from "./fitting.ts";

type DealChance = OutputOf<typeof readDealChance>;

interface Row {
  readonly category: Category;
  readonly plain: number | null;
  readonly days: number;
  readonly stage: number | null;
  readonly stageDeals: number | null;
  readonly seller: number | null;
  readonly sellerDeals: number | null;
  readonly amount: number | null;
  readonly amountDeals: number | null;
}

/** The chance that a deal is won, and what it is made of. A closed deal has none. */
export async function dealChance(work: Work, id: string): Promise<DealChance> {
  await get(work, "deal", id, { fields: "id" });
  const none: DealChance = { category: null, plain: null, own: null, parts: [], daysInStage: null };
  const deal = work.catalogue.object("deal");
  if (!knownField(work, deal, "stage") || !knownField(work, deal, "probability")) return none;
  const model = await chanceSql(work);
  const weights = model
    ? sql`wst.weight as stage, wst.deals as "stageDeals", wse.weight as seller, wse.deals as "sellerDeals",
        wam.weight as amount, wam.deals as "amountDeals"`
    : sql`null as stage, null as seller, null as amount`;
  const open = dealRows(
    work,
    { field: "probability", op: "not_empty" },
    {
      ids: [id],
      isOpen: true,
      columns: sql`${chanceColumns(work)}, ${categorySql(work)} as category,
      floor(extract(epoch from ${work.now}::timestamptz - d.stage_entered_at) / 86400)::int as days`,
    },
  );
  const { rows } = await sql<Row>`
    select d.category, d.probability::float / 100 as plain, d.days, ${weights} from (${open}) d ${model?.joins ?? sql``}`.execute(
    work.db,
  );
  const [row] = rows;
  if (!row) return none;
  const { own, parts } = ownChance(row);
  // What the amount does to the chance tells how large it is.
  const told = knownField(work, deal, "amount") ? parts : parts.filter(({ part }) => part !== "amount");
  return { category: row.category, plain: row.plain, daysInStage: row.days, own, parts: told };
}

function ownChance(row: Row): Pick<DealChance, "own" | "parts"> {
  if (row.stage === null) return { own: null, parts: [] };
  let odds = 0;
  const parts = (["stage", "seller", "amount"] as const).flatMap((part) => {
    const weight = row[part];
    if (weight === null) return [];
    odds += weight;
    return [{ part, chance: chanceOf(odds), deals: row[`${part}Deals`] ?? 0 }];
  });
  return { own: chanceOf(odds), parts };
}
