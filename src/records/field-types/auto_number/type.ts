import { z } from "zod";
import type { AutoNumberField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

/** Text that the engine writes when a record is made; nobody else does. */
export const autoNumberType: FieldType<AutoNumberField> = {
  compares: "text",
  operators: operatorsFor.text,
  schema: () => z.string().max(60),
};
