import type { FieldColumns } from "../field-type.ts";

/** No column of its own: the table between holds it. */
export const linksColumns: FieldColumns = {
  columns: () => [],
  read: () => [],
  write: () => [],
};
