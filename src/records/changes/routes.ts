import { type Handler, handle } from "../module.ts";
import { readChanges } from "./contract.ts";
import { changesAfter } from "./reading-changes.ts";

/** What changed, for other systems that keep up with it. */
export const changeRoutes: readonly Handler[] = [
  handle(readChanges, (work, { query }) => changesAfter(work, query)),
];
