import { type Handler, handle } from "../module.ts";
import { undoAct } from "./contract.ts";
import { undo } from "./undoing.ts";

/** Taking back what one did. */
export const undoRoutes: readonly Handler[] = [
  handle(undoAct, (work, { body }, edge) => undo(work, body.unit, edge)),
];
