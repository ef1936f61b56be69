import type { PersonName } from "../../contract/fields.ts";
import type { FieldColumns } from "../field-type.ts";

/** The composed name is a column of its own, first, so that lists sort and show it without work. */
export const personNameColumns: FieldColumns = {
  columns: (stem) => [
    { name: stem, type: "text" },
    { name: "given_name", type: "text" },
    { name: "middle_name", type: "text" },
    { name: "family_name", type: "text" },
  ],
  part: (_stem, part) => `${part}_name`,
  read: ([full, given, middle, family]) => (full == null ? null : { given, middle, family, full }),
  write: (value) => {
    const name = value as PersonName | null;
    return [fullName(name), name?.given ?? null, name?.middle ?? null, name?.family ?? null];
  },
};

function fullName(name: PersonName | null): string | null {
  return [name?.given, name?.middle, name?.family].filter(Boolean).join(" ") || null;
}
