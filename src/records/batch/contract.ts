import { z } from "zod";
import { defineAction } from "#kernel/action";

const object = z.string().max(60);
const values = z.record(z.string().max(100), z.unknown());
const known = { object, id: z.uuid(), version: z.int().min(1).optional() };

export const batchOperation = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("create"), object, values }),
  z.strictObject({ op: z.literal("update"), ...known, values }),
  z.strictObject({ op: z.literal("archive"), ...known }),
  z.strictObject({ op: z.literal("restore"), ...known }),
  /** Made or changed by the value that `values` has of the field `by`. */
  z.strictObject({ op: z.literal("upsert"), object, by: z.string().max(63), values }),
]);
export type BatchOperation = z.infer<typeof batchOperation>;

const problem = z.looseObject({ type: z.string(), title: z.string(), status: z.int(), code: z.string() });

/** What came of one operation, as a request of its own would have been answered. */
export const batchResult = z.union([
  z.strictObject({ status: z.int(), id: z.uuid(), version: z.int() }),
  z.strictObject({ status: z.int(), problem }),
]);
export type BatchResult = z.infer<typeof batchResult>;

export const runBatch = defineAction({
  id: "records.batch",
  method: "POST",
  path: "/api/batch",
  summary: "Up to 1,000 writes to any objects, in order: all or none, or each for itself",
  permission: "signed_in",
  body: z.strictObject({
    /** All are done or none, and the first problem is the answer; `false`: each for itself, its problem in `results`. */
    atomic: z.boolean().default(true),
    operations: z.array(batchOperation).min(1).max(1000),
  }),
  output: z.strictObject({ results: z.array(batchResult) }),
  // A thousand records of some kilobytes each.
  bodyLimit: 8 * 1024 * 1024,
});
