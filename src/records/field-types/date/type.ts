import { z } from "zod";
import type { DateField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

/** A calendar day, `YYYY-MM-DD`, in no time zone. */
export const dateType: FieldType<DateField> = {
  compares: "date",
  operators: operatorsFor.date,
  schema: () => z.iso.date().refine((day) => day >= "0001-01-01"),
};
