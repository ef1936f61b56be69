import { z } from "zod";
import type { NumberField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

/** A whole number that fits PostgreSQL's `integer`. */
export const numberType: FieldType<NumberField> = {
  compares: "number",
  operators: operatorsFor.number,
  summed: true,
  schema: (field) =>
    z
      .int()
      .min(field.min ?? -2_147_483_648)
      .max(field.max ?? 2_147_483_647),
};
