import { z } from "zod";
import { defineAction } from "#kernel/action";
import { decimalText } from "#kernel/money";
import { periodQuery, periodShape, periodUnit } from "./periods.ts";

export const measures = ["amount", "count"] as const;

/** Whose target it is: a user's, a team's, or that of all where neither is told. Of everything, unless a product or a category of them is told. */
export const subjectShape = z.strictObject({
  kind: z.enum(["all", "team", "user"]),
  id: z.string().nullable(),
  title: z.string().nullable(),
});
export type Subject = z.infer<typeof subjectShape>;

const goods = {
  product: z.strictObject({ id: z.string(), title: z.string().nullable() }).nullable(),
  /** With those below it. */
  category: z.strictObject({ id: z.string(), title: z.string().nullable() }).nullable(),
  measure: z.enum(measures),
};

export const targetRow = z.strictObject({
  subject: subjectShape,
  ...goods,
  /** One for each period of the year; null: none is set. */
  values: z.array(z.string().nullable()),
});
export type TargetRow = z.infer<typeof targetRow>;

export const readTargets = defineAction({
  id: "targets.read",
  method: "GET",
  path: "/api/targets",
  summary:
    "The targets of a year, a row for each person, team and product, a column for each month, quarter or the year",
  permission: "signed_in",
  query: z.strictObject({
    unit: periodUnit.default("month"),
    year: z.coerce.number().int().min(2000).max(2100).optional(),
  }),
  output: z.strictObject({
    year: z.int(),
    unit: periodUnit,
    currency: z.string(),
    periods: z.array(periodShape),
    /** All whose targets may be seen, with a row or without. */
    subjects: z.array(subjectShape.extend({ parent: z.string().nullable(), maySet: z.boolean() })),
    rows: z.array(targetRow),
  }),
});

export const setTargets = defineAction({
  id: "targets.set",
  method: "PUT",
  path: "/api/targets",
  summary: "Sets targets, or takes away those with no value",
  permission: "targets:set",
  body: z.strictObject({
    unit: periodUnit,
    targets: z
      .array(
        z.strictObject({
          user: z.uuid().nullish(),
          team: z.uuid().nullish(),
          product: z.uuid().nullish(),
          category: z.uuid().nullish(),
          measure: z.enum(measures),
          /** Any day of the period. */
          on: z.iso.date(),
          value: decimalText.nullable(),
        }),
      )
      .min(1)
      .max(2000),
  }),
});

export const attainmentRow = z.strictObject({
  subject: subjectShape,
  ...goods,
  target: z.string(),
  /** What was won; null to those who may not see amounts. */
  actual: z.string().nullable(),
});
export type AttainmentRow = z.infer<typeof attainmentRow>;

export const readAttainment = defineAction({
  id: "targets.attainment",
  method: "GET",
  path: "/api/attainment",
  summary: "How much of each target of a period is reached by what was won",
  permission: "signed_in",
  query: z.strictObject({ ...periodQuery, mine: z.stringbool().optional() }),
  output: z.strictObject({
    period: periodShape,
    currency: z.string(),
    /** How much of the period has passed, 0 to 1. */
    passed: z.number(),
    rows: z.array(attainmentRow),
  }),
});
