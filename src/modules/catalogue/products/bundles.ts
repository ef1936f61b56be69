import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type Draft, type ObjectRules, valueOf, placeLast } from "#records";

/** A bundle holds goods and services and no bundles, so that it never holds itself. */
export const bundlePartRules: ObjectRules = {
  async prepare(work, drafts) {
    for (const draft of drafts) checkQuantity(draft);
    const pairs = JSON.stringify(
      drafts.map((draft) => ({ bundle: valueOf(draft, "bundle"), part: valueOf(draft, "part") })),
    );
    const { rows } = await sql`
      select 1 from jsonb_to_recordset(${pairs}::jsonb) as pair (bundle uuid, part uuid)
      join products bundle on bundle.id = pair.bundle join products part on part.id = pair.part
      where bundle.kind <> 'bundle' or part.kind = 'bundle' limit 1`.execute(work.db);
    if (rows.length > 0) throw new AppError("bundle_part_unfit", { field: "part" });
    await placeLast(work, drafts, { table: "bundle_parts", link: "bundle" });
  },
  leavesRows: true,
};

function checkQuantity(draft: Draft): void {
  const quantity = Number(valueOf(draft, "quantity") ?? 1);
  if (!(quantity > 0 && quantity < 1e9)) throw new AppError("quantity_invalid", { field: "quantity" });
}
