import { type Handler, handle } from "../module.ts";
import { runBatchOf } from "./batch.ts";
import { runBatch } from "./contract.ts";

/** Many writes in one request. */
export const batchRoutes: readonly Handler[] = [
  handle(runBatch, async (work, { body }, edge) => ({ results: await runBatchOf(work, body, edge) })),
];
