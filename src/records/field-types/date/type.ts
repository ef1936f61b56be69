import { z } from "zod";
import type { DateField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

// Days that every month has, of years that begin at a thousand.
const ofAnyMonth = /^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/;

/** A calendar day, `YYYY-MM-DD`, in no time zone. */
export const dateType: FieldType<DateField> = {
  compares: "date",
  operators: operatorsFor.date,
  schema: () => z.iso.date().refine((day) => day >= "0001-01-01"),
  plain: (value) => (typeof value === "string" && ofAnyMonth.test(value) ? value : undefined),
};
