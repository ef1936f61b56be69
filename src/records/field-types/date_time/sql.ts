import type { FieldColumns } from "../field-type.ts";

export const dateTimeColumns: FieldColumns = {
  columns: (stem) => [{ name: stem, type: "timestamptz" }],
  read: ([value]) => (value instanceof Date ? value.toISOString() : (value ?? null)),
  write: (value) => [value],
};
