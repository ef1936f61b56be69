import { z } from "zod";
import type { ChoiceField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

/** Key of an option. Whether the key is one of the field's is checked where the added options are known. */
export const choiceType: FieldType<ChoiceField> = {
  compares: "key",
  operators: operatorsFor.key,
  schema: () => z.string().regex(/^[A-Za-z0-9_]{1,60}$/),
};
