import { z } from "zod";
import type { DateTimeField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

/** An instant, ISO 8601 with its offset. */
export const dateTimeType: FieldType<DateTimeField> = {
  compares: "date_time",
  operators: operatorsFor.date_time,
  schema: () => z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString()),
};
