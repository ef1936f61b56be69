import { z } from "zod";
import type { Filter } from "#kernel/filter";

/** What a report of a span of days is asked by; `by` are the things that it can tell apart. */
export const askedBy = <By extends z.ZodType>(by: By) =>
  z.strictObject({
    by,
    /** The past thirty days unless told, both days included. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  });

/** A part of what a report tells of, with its figures and the filter of its records. */
export const partWith = <Figures extends z.core.$ZodLooseShape, Opens extends z.ZodType>(
  figures: z.ZodObject<Figures>,
  filter: Opens,
) =>
  figures.extend({
    /** Id of the record, key of the choice, day, or hour of the day; null: none. */
    key: z.string().nullable(),
    title: z.string().nullable(),
    filter,
  });

/** A report of a span of days: figures of the whole and of its parts. */
export const brokenDown = <By extends z.ZodType, Total extends z.ZodType, Part extends z.ZodType>(
  by: By,
  total: Total,
  part: Part,
) =>
  z.strictObject({
    by,
    from: z.iso.date(),
    to: z.iso.date(),
    filter: z.custom<Filter>(),
    total,
    rows: z.array(part),
    /** How many rows there are beyond those told: the largest are. */
    left: z.int(),
  });
