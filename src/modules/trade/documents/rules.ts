import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { changes, type Draft, type Work } from "#records";
import { reckonAnew } from "./changing-lines.ts";
import type { DocumentKind } from "./kinds.ts";

/** Whether the capabilities write: they say the sums, which nobody else can. */
export function isByCapability({ before, values }: Draft): boolean {
  return before !== null && ("total" in values || "state" in values);
}

/** The prices of lines are in the currency of their document: it is changed together with them. */
export async function keepCurrency(
  work: Work,
  { table, lineTable, object }: DocumentKind,
  drafts: readonly Draft[],
): Promise<void> {
  const changed = drafts.filter((draft) => !isByCapability(draft) && changes(draft, "currency"));
  const ids = changed.flatMap(({ id, before }) => (before === null ? [] : [id]));
  if (ids.length === 0) return;
  const { rows } = await sql`
    select 1 from ${sql.table(lineTable)} l join ${sql.table(table)} d on d.id = ${sql.ref(`l.${object}_id`)}
    where d.id = any(${ids}::uuid[]) and l.archived_at is null limit 1`.execute(work.db);
  if (rows.length > 0) throw new AppError("document_has_lines", { field: "currency" });
}

/** What hangs on the customer, the channel and the discount of the document is reckoned anew. */
export async function keepSums(work: Work, kind: DocumentKind, drafts: readonly Draft[]): Promise<void> {
  for (const draft of drafts) {
    if (draft.before === null || draft.before["state"] !== "draft" || isByCapability(draft)) continue;
    if (["customer", "channel", "discount"].some((field) => changes(draft, field)))
      await reckonAnew(work, kind, draft.id);
  }
}
