import type { Money } from "#kernel/money";
import type { FieldColumns } from "../field-type.ts";

export const moneyColumns: FieldColumns = {
  columns: (stem) => [
    { name: stem, type: "numeric" },
    { name: `${stem}_currency`, type: "text" },
  ],
  part: (stem, part) => `${stem}_${part}`,
  read: ([amount, currency]) => (amount == null ? null : { amount, currency }),
  write: (value) => (value === null ? [null, null] : [(value as Money).amount, (value as Money).currency]),
};
