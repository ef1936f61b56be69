import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "../contract/index.ts";

/** Records that one can become out of, besides the one that stays. */
export const mostMerged = 50;
/** Records listed that came since, and records that somebody changed since. */
export const mostListed = 200;

const named = z.strictObject({ id: z.uuid(), title: z.string().nullable() });

export const mergeRecords = defineAction({
  id: "records.merge",
  method: "POST",
  path: "/api/merges",
  summary:
    "Make one record of several that are the same: what points to the others points to it from then on, and they go into " +
    "the recycle bin. What it lacks is taken from them; `values` says the rest, field by field",
  permission: "signed_in",
  body: z.strictObject({
    object: z.string().max(63),
    /** The record that stays. */
    survivor: z.uuid(),
    others: z.array(z.uuid()).min(1).max(mostMerged),
    /** Fields of the record that stays, as in a change. */
    values: z.record(z.string().max(100), z.unknown()).default({}),
  }),
  output: z.strictObject({ id: z.uuid(), survivor: z.uuid() }),
  status: 201,
});
export type MergeBody = z.infer<typeof mergeRecords.body>;

const merge = z.strictObject({
  id: z.uuid(),
  object: z.string(),
  survivor: named,
  others: z.array(named),
  at: z.iso.datetime(),
  by: named.nullable(),
  /** When it was taken apart again. */
  separatedAt: z.iso.datetime().nullable(),
});
export type Merge = z.infer<typeof merge>;

export const listMerges = defineAction({
  id: "records.merges",
  method: "GET",
  path: "/api/merges",
  summary: "The last merges, or those that a record stayed in or went into, the newest first",
  permission: "signed_in",
  query: z.strictObject({ record: z.uuid().optional() }),
  output: z.strictObject({ data: z.array(merge) }),
});

/** A record that points to another by a field of its own. */
const pointing = z.strictObject({
  object: z.string().max(63),
  id: z.uuid(),
  field: z.string().max(100),
});

const came = pointing.extend({ title: z.string().nullable(), at: z.iso.datetime() });
export type Came = z.infer<typeof came>;

export const readMerge = defineAction({
  id: "records.merge_read",
  method: "GET",
  path: "/api/merges/:id",
  summary: `A merge, with what has come to the record since (${mostListed} of it)`,
  permission: "signed_in",
  params: idParams,
  output: merge.extend({ since: z.array(came) }),
});
export type MergeWithSince = z.infer<typeof readMerge.output>;

const left = z.strictObject({ object: z.string(), id: z.uuid(), field: z.string() });

export const separateRecords = defineAction({
  id: "records.separate",
  method: "POST",
  path: "/api/merges/:id/separation",
  summary:
    "Take a merge apart: each record is again what it was. What somebody changed since stays as it is and is told; what has " +
    "come since stays with the record that stayed, unless `place` says otherwise",
  permission: "signed_in",
  params: idParams,
  body: z.strictObject({
    place: z
      .array(pointing.extend({ to: z.uuid() }))
      .max(mostListed)
      .default([]),
  }),
  output: z.strictObject({
    survivor: z.uuid(),
    others: z.array(z.uuid()),
    /** Fields of records that were changed since; the first of them. */
    left: z.array(left),
  }),
});
export type SeparateBody = z.infer<typeof separateRecords.body>;
export type Separated = z.infer<typeof separateRecords.output>;
