import { money } from "#kernel/money";
import type { MoneyField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

/** An amount with its currency; compared and sorted by the amount. */
export const moneyType: FieldType<MoneyField> = {
  compares: "decimal",
  operators: operatorsFor.decimal,
  summed: true,
  schema: () => money,
  parts: { currency: { compares: "key", operators: operatorsFor.key } },
};
