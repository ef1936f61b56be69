import { z } from "zod";
import type { LinksField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { idSchema } from "../link/type.ts";
import { operatorsFor } from "../operators.ts";

/** Points to many records; written as a whole. */
export const linksType: FieldType<LinksField> = {
  compares: "ids",
  operators: operatorsFor.ids,
  schema: () =>
    z
      .array(idSchema)
      .max(200)
      .transform((ids) => [...new Set(ids)].sort()),
};
