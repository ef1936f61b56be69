import type { FieldColumns } from "../field-type.ts";

export const choicesColumns: FieldColumns = {
  columns: (stem) => [{ name: stem, type: "text[]" }],
  read: ([value]) => value ?? [],
  write: (value) => [value ?? []],
};
