import { z } from "zod";
import type { ChoicesField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

/** Keys of options, each once, in no order. */
export const choicesType: FieldType<ChoicesField> = {
  compares: "keys",
  operators: operatorsFor.keys,
  schema: () =>
    z
      .array(z.string().regex(/^[A-Za-z0-9_]{1,60}$/))
      .max(100)
      .transform((keys) => [...new Set(keys)].sort()),
};
