import { z } from "zod";
import type { AddressField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";
import { isTrimmed } from "../trimmed.ts";

const longest = { street: 300, city: 120, region: 120, postal_code: 20 } as const;

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
      street: part(longest.street),
      city: part(longest.city),
      region: part(longest.region),
      postal_code: part(longest.postal_code),
      country: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^([A-Z]{2})?$/)
        .transform((code) => code || null)
        .nullish(),
    }),
  plain: (value) =>
    isObject(value) && Object.entries(value).every(([name, text]) => isPlainPart(name, text))
      ? value
      : undefined,
  parts: {
    city: text,
    street: text,
    region: text,
    postal_code: text,
    country: { compares: "key", operators: operatorsFor.key },
  },
};

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isPlainPart(name: string, text: unknown): boolean {
  if (name === "country") return typeof text === "string" && /^[A-Z]{2}$/.test(text);
  return (
    Object.hasOwn(longest, name) && isTrimmed(text, longest[name as keyof typeof longest]) && text !== ""
  );
}
