import { z } from "zod";
import type { TextField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";
import { isTrimmed } from "../trimmed.ts";

// NUL cannot stand in PostgreSQL text; the other control characters only hide things in one line.
const control = /[\u0000-\u001f\u007f\u2028\u2029]/;

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** A currency by its code, in capitals. */
const currencyKnown = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => currencies.has(code), { params: { code: "currency_unknown" } });

/** One line of text, trimmed. */
export const textType: FieldType<TextField> = {
  compares: "text",
  operators: operatorsFor.text,
  schema: (field) =>
    field.code === "currency"
      ? currencyKnown
      : z
          .string()
          .trim()
          .max(field.max ?? 200)
          .refine((text) => !control.test(text)),
  plain: (value, { code, max = 200 }) =>
    code === undefined && isTrimmed(value, max) && !control.test(value) ? value : undefined,
};
