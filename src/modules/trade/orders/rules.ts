import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { businessDay, changes, type Draft, type ObjectRules, valueOf, type Work } from "#records";
import { begin } from "../documents/beginning.ts";
import { orderKind } from "../documents/kinds.ts";
import { keepCurrency, keepSums } from "../documents/rules.ts";
import { giveNumbers } from "../numbering/bearing.ts";

export const orderRules: ObjectRules = {
  prepare: settle,
  followUp: (work, drafts) => keepSums(work, orderKind, drafts),
  moved: async (work, ids, into) => {
    if (into === "bin") await refuseSettled(work, ids);
  },
};

async function settle(work: Work, drafts: readonly Draft[]): Promise<void> {
  if (work.source === "import") for (const draft of drafts) assertCameByImport(draft);
  await keepCurrency(work, orderKind, drafts);
  await begin(work, drafts);
  // The series gives it, so that numbers have no gaps; what was agreed elsewhere comes with its own by an import.
  if (work.source !== "import" && drafts.some(({ before, values }) => before === null && values["number"]))
    throw new AppError("field_read_only", { field: "number" });
  await giveNumbers(work, drafts, { series: "order", table: "orders" });
  for (const draft of drafts) {
    if (draft.before === null) beginOrder(work, draft.values);
    for (const name of ["language", "ordered_on"])
      if (!valueOf(draft, name)) throw new AppError("field_required", { field: name });
    if (valueOf(draft, "discount") === null) draft.values["discount"] = 0;
  }
}

/** The state of an order made here follows from its rows, and its number from its series: a file says neither. */
function assertCameByImport(draft: Draft): void {
  if (draft.before === null || draft.before["origin"] === "import") return;
  for (const field of ["state", "number"])
    if (changes(draft, field)) throw new AppError("field_read_only", { field });
}

function beginOrder(work: Work, values: Record<string, unknown>): void {
  values["ordered_on"] ??= businessDay(work);
  if (work.source === "import") asItWas(work, values);
  values["state"] ??= "draft";
  // What was agreed and handed over elsewhere comes by an import; here an order goes its way step by step.
  if (values["state"] !== "draft" && !values["confirmed_at"])
    throw new AppError("field_invalid", { field: "state" });
}

/** An order that comes by an import was carried out, unless the file says otherwise. */
function asItWas(work: Work, values: Record<string, unknown>): void {
  values["state"] ??= "completed";
  values["origin"] = "import";
  if (values["state"] === "draft") return;
  const day = new Date(`${String(values["ordered_on"])}T12:00:00Z`);
  const at = new Date(Math.min(day.getTime(), work.now.getTime())).toISOString();
  values["confirmed_at"] ??= at;
  if (values["state"] === "completed")
    Object.assign(values, { completed_at: at, delivery_state: "all", invoice_state: "all" });
  if (values["state"] === "cancelled") values["cancelled_at"] ??= at;
}

// What was agreed is cancelled, not put away.
async function refuseSettled(work: Work, ids: readonly string[]): Promise<void> {
  const { rows } = await sql`
    select 1 from orders where id = any(${ids}::uuid[]) and state in ('confirmed', 'completed') and origin <> 'import'
    limit 1`.execute(work.db);
  if (rows.length > 0) throw new AppError("document_settled");
}
