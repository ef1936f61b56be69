import { z } from "zod";
import { delimiters, encodings } from "./limits.ts";

/** How a file is written. */
export const layout = z.strictObject({
  encoding: z.enum(encodings),
  delimiter: z.enum(delimiters),
  /** Whether we wrote it, out of a file of another kind: then there is nothing to choose. */
  ours: z.boolean().optional(),
});
export type Layout = z.infer<typeof layout>;

/** A column of the file with what stands in it. */
export const columnSurvey = z.strictObject({
  index: z.int(),
  /** Its heading; empty where the file has none. */
  name: z.string(),
  /** Rows in which it is not empty. */
  filled: z.int(),
  samples: z.array(z.string()),
  /** Distinct values, most frequent first. */
  distinct: z.array(z.strictObject({ value: z.string(), count: z.int() })),
  /** Whether `distinct` names them all; a column of names or amounts has too many. */
  complete: z.boolean(),
});
export type ColumnSurvey = z.infer<typeof columnSurvey>;

/**
 * What becomes of one value of a column: `use` an option's key, or the name or id of a record; `create` an option
 * or a record of that name; leave `empty`.
 */
export const valueChoice = z.union([
  z.strictObject({ use: z.string().min(1).max(400) }),
  z.strictObject({ create: z.literal(true) }),
  z.strictObject({ empty: z.literal(true) }),
]);
export type ValueChoice = z.infer<typeof valueChoice>;

export const dateNotations = ["ymd", "dmy", "mdy"] as const;
export type DateNotation = (typeof dateNotations)[number];

/** What one column goes into. A column may go into several targets. */
export const assignment = z.strictObject({
  column: z.int().min(0),
  /** Path of the target: `name`, `address.country`, `products.product`. */
  target: z.string().min(1).max(120),
  /** By value as it stands in the file. Values not named follow `others`. */
  values: z.record(z.string(), valueChoice).optional(),
  /** Unknown values of a link or a choice: made, left empty, or the row fails. */
  others: z.enum(["create", "empty", "fail"]).optional(),
  notation: z.enum(dateNotations).optional(),
  decimal: z.enum([".", ","]).optional(),
  /** Amounts are multiplied by this: a column in millions. */
  multiply: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,6})?$/)
    .optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** What stands between several values in one cell: `;`, ` ::: `. */
  separator: z.string().min(1).max(5).optional(),
  /** What one of several addresses or numbers is for: "Mobile". */
  label: z.string().min(1).max(60).optional(),
  /** The column that says it row by row. */
  label_column: z.int().min(0).optional(),
  /** The cell holds the id that what it points to has in the other system, among its records of this kind: `companies`. */
  ids_of: z.string().min(1).max(60).optional(),
  /** Used only where no column of a lower rank says anything of the field: a home address where there is none of work. */
  fallback: z.int().min(1).max(20).optional(),
});
export type Assignment = z.infer<typeof assignment>;

/**
 * What becomes of a row whose record is there: the record is left as it is, what is empty in it is filled, what the row says
 * is written over it, or another one is made.
 */
export const waysWithExisting = ["skip", "fill", "update", "create"] as const;
export type WayWithExisting = (typeof waysWithExisting)[number];

export const mostDecisions = 1000;
export const mostDefaults = 20;

/** How the rows of a file become records. */
export const mapping = z.strictObject({
  object: z.string().min(1).max(60),
  assignments: z.array(assignment).max(400),
  /** Fields by which a record that is there is recognised, and `external_id`, the first that finds one; none: every row is new. */
  keys: z.array(z.string().max(60)).max(5),
  /** Whether it is recognised by likeness, too, as duplicates are: people and companies. */
  alike: z.boolean().optional(),
  /** What to do with a record that is there; `ask`: as `decisions` say row by row. */
  existing: z.enum([...waysWithExisting, "ask"]),
  /** By number of the row. */
  decisions: z
    .record(z.string().regex(/^\d{1,8}$/), z.enum(waysWithExisting))
    .refine((decisions) => Object.keys(decisions).length <= mostDecisions)
    .optional(),
  /** What to do with rows to be asked about that nobody decided; `fail`, unless said: they are told with the rows that failed. */
  undecided: z.enum([...waysWithExisting, "fail"]).optional(),
  /** What becomes of a row whose record is not there; `create` unless said. */
  absent: z.enum(["create", "fail"]).optional(),
  /** The system that the file comes from, and what it is about there. Ids in other systems are told apart by it. */
  source: z.strictObject({ system: z.string().min(1).max(60), entity: z.string().min(1).max(60) }).optional(),
  /** By target, written as in a cell, what new records have where the file says nothing of it. */
  defaults: z
    .record(z.string().min(1).max(120), z.string().trim().min(1).max(400))
    .refine((defaults) => Object.keys(defaults).length <= mostDefaults)
    .optional(),
  /** Owner of new records for which the file names nobody who is known. */
  owner: z.uuid().optional(),
});
export type Mapping = z.infer<typeof mapping>;
