import { z } from "zod";
import type { AddressField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

const part = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => text || null)
    .nullish();
const text = { compares: "text", operators: operatorsFor.text } as const;

/** A postal address; `country` is an ISO 3166 code of two letters. Parts not given are emptied. */
export const addressType: FieldType<AddressField> = {
  compares: "text",
  operators: operatorsFor.text,
  schema: () =>
    z.strictObject({
      street: part(300),
      city: part(120),
      region: part(120),
      postal_code: part(20),
      country: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^([A-Z]{2})?$/)
        .transform((code) => code || null)
        .nullish(),
    }),
  parts: {
    city: text,
    street: text,
    region: text,
    postal_code: text,
    country: { compares: "key", operators: operatorsFor.key },
  },
};
