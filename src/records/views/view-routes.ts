import { type Handler, handle } from "../module.ts";
import * as contract from "./contract.ts";
import { makeDefault, makeSharedDefault, unmakeDefault, unmakeSharedDefault } from "./default-views.ts";
import { changeView, deleteView, pinView, restoreView, saveView, unpinView, viewsOf } from "./views.ts";

/** Saved views at `/api/views`. */
export const viewRoutes: readonly Handler[] = [
  handle(contract.listViews, (work, { query }) => viewsOf(work, query.object)),
  handle(contract.createView, (work, { body }) => saveView(work, body)),
  handle(contract.changeView, (work, { params, body }) => changeView(work, params.id, body)),
  handle(contract.deleteView, (work, { params }) => deleteView(work, params.id)),
  handle(contract.restoreView, (work, { params }) => restoreView(work, params.id)),
  handle(contract.pinView, (work, { params }) => pinView(work, params.id)),
  handle(contract.unpinView, (work, { params }) => unpinView(work, params.id)),
  handle(contract.makeViewDefault, (work, { params }) => makeDefault(work, params.id)),
  handle(contract.unmakeViewDefault, (work, { params }) => unmakeDefault(work, params.id)),
  handle(contract.makeViewSharedDefault, (work, { params }) => makeSharedDefault(work, params.id)),
  handle(contract.unmakeViewSharedDefault, (work, { params }) => unmakeSharedDefault(work, params.id)),
];
