import { z } from "zod";
import type { PersonName, PersonNameField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";
import { isTrimmed } from "../trimmed.ts";

const control = /[\u0000-\u001f\u007f]/;
const part = z
  .string()
  .trim()
  .max(120)
  .refine((text) => !control.test(text))
  .transform((text) => text || null)
  .nullish();
const text = { compares: "text", operators: operatorsFor.text } as const;

/**
 * A person's name in parts. A plain string is taken apart: the last word is the family name, the words
 * between belong to the middle. At least one part must be there.
 */
export const personNameType: FieldType<PersonNameField> = {
  compares: "text",
  operators: operatorsFor.text,
  schema: () =>
    z
      .union([
        z.string().trim().min(1).max(300).transform(takeApart),
        z.strictObject({ given: part, middle: part, family: part, full: z.string().optional() }),
      ])
      .transform(({ given, middle, family }) => ({
        given: given ?? null,
        middle: middle ?? null,
        family: family ?? null,
      }))
      .refine((name) => Boolean(name.given || name.family)),
  plain: plainName,
  parts: { given: text, middle: text, family: text },
};

function plainName(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, text] of Object.entries(value)) {
    if (name !== "given" && name !== "middle" && name !== "family") return undefined;
    if (text !== null && (!isTrimmed(text, 120) || text === "" || control.test(text))) return undefined;
  }
  const { given = null, middle = null, family = null } = value as Partial<PersonName>;
  return given === null && family === null ? undefined : { given, middle, family };
}

/** `"Ana María López"` → given Ana, middle María, family López. One word alone is a given name. */
export function takeApart(full: string): {
  given: string | null;
  middle: string | null;
  family: string | null;
} {
  const words = full.split(/\s+/).filter(Boolean);
  if (words.length <= 1) return { given: words[0] ?? null, middle: null, family: null };
  return {
    given: words[0] ?? null,
    middle: words.slice(1, -1).join(" ") || null,
    family: words.at(-1) ?? null,
  };
}
