import type { Operator } from "#kernel/filter";
import type { Comparand } from "./field-type.ts";

const presence = ["empty", "not_empty"] as const;

/** The operators that make sense for each thing a field can be compared with, in the order a person picks them. */
export const operatorsFor: Readonly<Record<Comparand, readonly Operator[]>> = {
  text: ["contains", "not_contains", "is", "is_not", "starts_with", "in", "not_in", ...presence],
  key: ["is", "is_not", "in", "not_in", ...presence],
  keys: ["has", "has_any", "has_none", ...presence],
  number: ["eq", "ne", "gt", "gte", "lt", "lte", "between", ...presence],
  decimal: ["eq", "ne", "gt", "gte", "lt", "lte", "between", ...presence],
  boolean: ["is", "is_not"],
  date: ["within", "is", "is_not", "before", "after", "between", ...presence],
  date_time: ["within", "before", "after", "between", ...presence],
  id: ["is", "is_not", "in", "not_in", ...presence],
  ids: ["has", "has_any", "has_none", ...presence],
};
