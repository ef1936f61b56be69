import { z } from "zod";
import type { LongTextField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

/** Text of several lines; line ends become `\n`. */
export const longTextType: FieldType<LongTextField> = {
  compares: "text",
  operators: operatorsFor.text,
  schema: (field) =>
    z
      .string()
      .max(field.max ?? 50_000)
      .refine((text) => !text.includes("\0"))
      .transform((text) => text.replace(/\r\n?/g, "\n").trimEnd()),
};
