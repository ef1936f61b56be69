import { z } from "zod";
import { defineAction } from "#kernel/action";

const named = z.strictObject({ id: z.uuid(), title: z.string() });

const binQuery = z.strictObject({
  object: z.string().max(63).optional(),
  search: z.string().trim().max(200).optional(),
  /** Who archived it. */
  by: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z
    .string()
    .regex(/^\d{1,17}-[0-9a-f-]{36}$/)
    .optional(),
});
export type BinQuery = z.infer<typeof binQuery>;

const binEntry = z.strictObject({
  object: z.string(),
  id: z.uuid(),
  title: z.string().nullable(),
  archivedAt: z.iso.datetime(),
  archivedBy: named.nullable(),
  /** How many records went along with it, and come back with it. */
  along: z.int(),
  /** Whether the reader may restore it or delete it for good. */
  mine: z.boolean(),
});
export type BinEntry = z.infer<typeof binEntry>;

export const listBin = defineAction({
  id: "recycle_bin.list",
  method: "GET",
  path: "/api/recycle-bin",
  summary:
    "What was archived, of all objects, the newest first; what went along with it is counted, not listed",
  permission: "signed_in",
  query: binQuery,
  output: z.strictObject({ data: z.array(binEntry), next: z.string().nullable() }),
});
export type BinPage = z.infer<typeof listBin.output>;

/** Records by object; up to 500 at once. */
const someRecords = z.strictObject({
  records: z
    .array(z.strictObject({ object: z.string().max(63), id: z.uuid() }))
    .min(1)
    .max(500),
});
export type SomeRecords = z.infer<typeof someRecords>;

export const restoreFromBin = defineAction({
  id: "recycle_bin.restore",
  method: "POST",
  path: "/api/recycle-bin/restoration",
  summary: "Takes records out of the recycle bin, and with each exactly what went along with it",
  permission: "signed_in",
  body: someRecords,
});

export const purgeFromBin = defineAction({
  id: "recycle_bin.purge",
  method: "POST",
  path: "/api/recycle-bin/purge",
  summary:
    "Deletes archived records for good, and what makes no sense without them. The audit log keeps that they were",
  permission: "records:purge",
  body: someRecords,
});

const keeping = z.strictObject({
  /** Days after which what was archived is deleted for good; null for never. */
  days: z.int().min(1).max(3650).nullable(),
});

export const readKeeping = defineAction({
  id: "recycle_bin.keeping",
  method: "GET",
  path: "/api/recycle-bin/keeping",
  summary: "How long the recycle bin keeps records",
  permission: "signed_in",
  output: keeping,
});

export const changeKeeping = defineAction({
  id: "recycle_bin.change_keeping",
  method: "PUT",
  path: "/api/recycle-bin/keeping",
  summary: "Says how long the recycle bin keeps records",
  permission: "settings:change",
  body: keeping.extend({
    /** What it was when the caller looked; refused as `version_conflict` where it is otherwise by now. */
    known: keeping.shape.days.optional(),
  }),
  output: keeping,
});
