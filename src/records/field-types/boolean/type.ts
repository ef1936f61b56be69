import { z } from "zod";
import type { BooleanField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

export const booleanType: FieldType<BooleanField> = {
  compares: "boolean",
  operators: operatorsFor.boolean,
  schema: () => z.boolean(),
};
