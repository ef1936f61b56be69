import type { Catalogue } from "./catalogue.ts";
import type { Module } from "./module.ts";
import { generalRoutes } from "./routes/general-routes.ts";
import { recordRoutes } from "./routes/record-routes.ts";
import { viewRoutes } from "./views/view-routes.ts";

/** The engine's own part of the server: the generic routes of every object in the catalogue. */
export function recordsModule(catalogue: Catalogue): Module {
  const generic = [...catalogue.objects.values()].flatMap(recordRoutes);
  return { name: "records", objects: [], handlers: [...generalRoutes, ...viewRoutes, ...generic] };
}
