import { boolean, defineObject, number, text } from "#records/contract";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";
import { z } from "zod";

/** How the documents of a kind are numbered. `{year}` in the prefix is the year of the document. */
export const numberSeriesObject = defineObject({
  name: "number_series",
  plural: "number-series",
  table: "number_series",
  module: "trade",
  title: "key",
  icon: "hash",
  owned: false,
  closed: true,
  columns: ["key", "prefix", "digits", "yearly"],
  sort: "key",
  keys: ["key"],
  searchWords: { key: "k" },
  fields: {
    key: text({ required: true, unique: true, max: 40, searched: true }),
    prefix: text({ max: 30 }),
    digits: number({ required: true, min: 1, max: 12 }),
    /** Counts from one again each year. */
    yearly: boolean({ default: true }),
  },
});

export const numberFormat = z.strictObject({
  prefix: z
    .string()
    .trim()
    .max(30)
    .regex(/^(?:[\p{L}\p{N}\-/._ ]|\{year\})*$/u),
  digits: z.int().min(1).max(12),
  yearly: z.boolean(),
});
export type NumberFormat = z.infer<typeof numberFormat>;

export const changeNumberFormat = defineAction({
  id: "number_series.change_format",
  method: "PUT",
  path: "/api/number-series/:id/format",
  summary: "Changes how documents of a kind are numbered from now on",
  permission: "settings:change",
  params: idParams,
  body: numberFormat,
  output: recordShape,
});

/** Which number of a series comes next, this year where it counts by years. */
export const nextNumbersOutput = z.object({
  data: z.array(z.object({ series: z.uuid(), next: z.int().min(1) })),
});

export const readNextNumbers = defineAction({
  id: "number_series.next",
  method: "GET",
  path: "/api/next-numbers",
  summary: "Which number each series of documents gives next",
  permission: "settings:change",
  output: nextNumbersOutput,
});

export const setNextNumber = defineAction({
  id: "number_series.set_next",
  method: "PUT",
  path: "/api/number-series/:id/next-number",
  summary:
    "Goes on from another system's last number: the series gives this one next; never one that it went by",
  permission: "settings:change",
  params: idParams,
  body: z.strictObject({ next: z.int().min(1).max(999_999_999_999) }),
});

/** The number that stands for the `ordinal`th document of a series in a year. */
export function numberText(
  { prefix, digits }: Pick<NumberFormat, "prefix" | "digits">,
  year: number,
  ordinal: number,
) {
  return prefix.replaceAll("{year}", String(year)) + String(ordinal).padStart(digits, "0");
}
