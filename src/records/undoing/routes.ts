import { type Handler, handle } from "../module.ts";
import { redoAct, undoAct } from "./contract.ts";
import { redo, undo } from "./undoing.ts";

/** Taking back what one did, and doing it again. */
export const undoRoutes: readonly Handler[] = [
  handle(undoAct, (work, { body }, edge) => undo(work, body, edge)),
  handle(redoAct, (work, _call, edge) => redo(work, edge)),
];
