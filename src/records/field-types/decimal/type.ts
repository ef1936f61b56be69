import { decimalText } from "#kernel/money";
import type { DecimalField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

/** A number with a fraction, as text so that nothing is rounded on the way. */
export const decimalType: FieldType<DecimalField> = {
  compares: "decimal",
  operators: operatorsFor.decimal,
  summed: true,
  schema: (field) =>
    decimalText
      .refine((text) => (text.split(".")[1]?.length ?? 0) <= (field.scale ?? 4))
      .refine((text) => field.min === undefined || Number(text) >= field.min),
};
