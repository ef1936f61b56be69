import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type Draft, type ObjectRules, tellByRule, type Work } from "#records";

/** One warehouse is the main one: the first by itself, another in its place when somebody says so. */
export const warehouseRules: ObjectRules = {
  async prepare(work, drafts) {
    const { rows } = await sql<{ id: string }>`
      select id from warehouses where main and archived_at is null`.execute(work.db);
    const main = drafts.findLast(({ values }) => values["main"] === true);
    const first = drafts.find(({ before }) => before === null);
    if (main) await giveUp(work, drafts, rows, main.id);
    else if (rows.length === 0 && first) first.values["main"] = true;
  },
  async moved(work, ids, into) {
    if (into === "bin") await refuseWithStock(work, ids);
  },
  leavesRows: true,
};

async function giveUp(
  work: Work,
  drafts: readonly Draft[],
  mains: readonly { readonly id: string }[],
  to: string,
): Promise<void> {
  for (const { id, values } of drafts) if (id !== to && values["main"] === true) values["main"] = false;
  const others = mains.map(({ id }) => id).filter((id) => id !== to);
  if (others.length === 0) return;
  await sql`update warehouses set main = false, version = version + 1, updated_at = ${work.now}
    where id = any(${others}::uuid[])`.execute(work.db);
  const told = others.map((id) => ({ id, changes: { main: { from: true, to: false } } }));
  await tellByRule(work, "warehouse", "changed", told);
}

async function refuseWithStock(work: Work, ids: readonly string[]): Promise<void> {
  const { rows } = await sql`select 1 from stock_levels
    where warehouse_id = any(${ids}::uuid[]) and (quantity > 0 or reserved > 0) limit 1`.execute(work.db);
  if (rows.length > 0) throw new AppError("record_in_use");
}
