import type { FieldColumns } from "../field-type.ts";

// The city first: it is what an address is sorted and searched by.
const parts = ["city", "street", "region", "postal_code", "country"] as const;

export const addressColumns: FieldColumns = {
  columns: (stem) => parts.map((part) => ({ name: `${stem}_${part}`, type: "text" as const })),
  part: (stem, part) => `${stem}_${part}`,
  read: (values) =>
    values.every((value) => value == null)
      ? null
      : Object.fromEntries(parts.map((part, index) => [part, values[index] ?? null])),
  write: (value) => parts.map((part) => (value as Record<string, unknown> | null)?.[part] ?? null),
};
