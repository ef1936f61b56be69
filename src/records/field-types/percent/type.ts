import { z } from "zod";
import type { PercentField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

/** Hundredths, 0 to 100, at most two digits after the point. */
export const percentType: FieldType<PercentField> = {
  compares: "number",
  operators: operatorsFor.number,
  schema: () =>
    z
      .number()
      .min(0)
      .max(100)
      .transform((value) => Math.round(value * 100) / 100),
};
