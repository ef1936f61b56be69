import type { RecordData } from "#records/contract";
import type { WayWithExisting } from "../contract/imports.ts";
import type { RowDraft } from "./interpreting.ts";
import type { CheckedMapping } from "./mapping-check.ts";

/** What is to be done with a row: with the record that is there, or without one. */
export type Decision = WayWithExisting | { readonly problem: "record_absent" | "row_undecided" };

/** What the mapping says of a row whose record is `before`; undefined where none is there. */
export function decide(
  { mapping }: CheckedMapping,
  draft: RowDraft,
  before: RecordData | undefined,
): Decision {
  if (!before) return mapping.absent === "fail" ? { problem: "record_absent" } : "create";
  if (mapping.existing !== "ask") return mapping.existing;
  const decided = mapping.decisions?.[String(draft.row.number)] ?? mapping.undecided;
  return decided === undefined || decided === "fail" ? { problem: "row_undecided" } : decided;
}
