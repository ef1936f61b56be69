import type { Field, FormulaField, RollupField } from "./fields.ts";

/** A field that has no column: it is reckoned from others while reading, and never written. */
export type ComputedField = FormulaField | RollupField;
export type StoredField = Exclude<Field, ComputedField>;

export function isComputed(field: Field): field is ComputedField {
  return field.type === "formula" || field.type === "rollup";
}

/** The type whose values, operators and look a field has: its own, or for what is computed that of its result. */
export function readsAs(field: Field): StoredField["type"] {
  if (!isComputed(field)) return field.type;
  if (field.type === "rollup" && field.aggregate === "count") return "number";
  // Decimals, so that nothing is rounded on the way to the reader.
  return field.result === "number" ? "decimal" : field.result;
}
