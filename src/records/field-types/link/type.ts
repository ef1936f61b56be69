import { z } from "zod";
import type { FileField, LinkField, UserField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

/** Written as the bare id, or as `{ id }` so that what was read can be sent back. */
export const idSchema = z
  .union([z.uuid(), z.looseObject({ id: z.uuid() })])
  .transform((value) => (typeof value === "string" ? value : value.id).toLowerCase());

/** Points to one record. */
export const linkType: FieldType<LinkField | UserField | FileField> = {
  compares: "id",
  operators: operatorsFor.id,
  schema: () => idSchema,
};
