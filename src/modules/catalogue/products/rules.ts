import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { changes, type Draft, type ObjectRules, valueOf, type Work } from "#records";
import { isBarcode } from "./barcodes.ts";

export const productRules: ObjectRules = {
  concerns: ({ before, values }) =>
    !before || ["barcode", "kind", "stocked", "variant_of"].some((field) => field in values),
  async prepare(work, drafts) {
    for (const draft of drafts) {
      checkBarcode(draft);
      checkStocked(draft);
    }
    await refuseVariantsOfVariants(work, drafts);
  },
  leavesRows: true,
};

function checkBarcode(draft: Draft): void {
  const written = draft.values["barcode"];
  if (typeof written !== "string") return;
  const barcode = written.replaceAll(/[\s-]/g, "");
  if (changes(draft, "barcode") && !isBarcode(barcode))
    throw new AppError("barcode_invalid", { field: "barcode" });
  draft.values["barcode"] = barcode;
}

// Only goods lie in a warehouse: what becomes a service or a bundle lies there no longer.
function checkStocked(draft: Draft): void {
  if ((valueOf(draft, "kind") ?? "goods") === "goods" || valueOf(draft, "stocked") !== true) return;
  if (draft.values["stocked"] === true) throw new AppError("field_invalid", { field: "stocked" });
  draft.values["stocked"] = false;
}

async function refuseVariantsOfVariants(work: Work, drafts: readonly Draft[]): Promise<void> {
  const placed = drafts.filter((draft) => changes(draft, "variant_of") && draft.values["variant_of"]);
  if (placed.length === 0) return;
  // Two writers who each make a variant of the other's product would both see none.
  await sql`select pg_advisory_xact_lock(hashtext('catalogue.variants'))`.execute(work.db);
  const parents = placed.map(({ values }) => String(values["variant_of"]));
  const own = placed.map(({ id }) => id);
  const { rows } = await sql`
    select 1 from products where id = any(${parents}::uuid[]) and (variant_of_id is not null or id = any(${own}::uuid[]))
    union all select 1 from products where variant_of_id = any(${own}::uuid[]) limit 1`.execute(work.db);
  if (rows.length > 0) throw new AppError("variant_unfit", { field: "variant_of" });
}
