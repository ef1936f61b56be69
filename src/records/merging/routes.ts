import { type Handler, handle } from "../module.ts";
import { listMerges, mergeRecords, readMerge, separateRecords } from "./contract.ts";
import { merge } from "./merging.ts";
import { separate } from "./separating.ts";
import { lastMerges, mergeWithSince } from "./stored-merges.ts";

/** Making one record of several, and several of one again. */
export const mergeRoutes: readonly Handler[] = [
  handle(mergeRecords, async (work, { body }) => ({ id: await merge(work, body), survivor: body.survivor })),
  handle(listMerges, async (work, { query }) => ({ data: await lastMerges(work, query.record) })),
  handle(readMerge, (work, { params }) => mergeWithSince(work, params.id)),
  handle(separateRecords, (work, { params, body }) => separate(work, params.id, body)),
];
