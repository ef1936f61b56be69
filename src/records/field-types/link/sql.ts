import { oneColumn } from "../field-type.ts";

/** `owner` lives in `owner_id`; a field that names its whole column (`created_by`) keeps it. */
export const linkColumns = {
  ...oneColumn("uuid"),
  columns: (stem: string, field: { readonly column?: string }) => [
    { name: field.column ?? `${stem}_id`, type: "uuid" as const },
  ],
};
