import type { FieldColumns } from "../field-type.ts";

export const percentColumns: FieldColumns = {
  columns: (stem) => [{ name: stem, type: "numeric" }],
  read: ([value]) => (value == null ? null : Number(value)),
  write: (value) => [value],
};
