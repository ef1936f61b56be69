import { z } from "zod";
import type { EmailField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";
import { isTrimmed } from "../trimmed.ts";

/** An address of mail, in lower case: no mail system in use tells the cases apart. */
export const emailType: FieldType<EmailField> = {
  compares: "text",
  operators: operatorsFor.text,
  schema: () =>
    z
      .string()
      .trim()
      .toLowerCase()
      .max(320)
      .pipe(z.email({ pattern: z.regexes.unicodeEmail })),
  plain: (value) =>
    isTrimmed(value, 320) && value.toLowerCase() === value && z.regexes.unicodeEmail.test(value)
      ? value
      : undefined,
};
