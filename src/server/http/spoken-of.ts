import type { FastifyRequest } from "fastify";
import type { Catalogue, CatalogueObject } from "#records";

/** The object that an address speaks of: `deal` for `/api/deals/:id/closure`. */
export function objectOf(request: FastifyRequest, catalogue: Catalogue): CatalogueObject | undefined {
  const { plural } = request.params as { readonly plural?: string };
  const named = plural ?? request.routeOptions.config.action?.path.split("/")[2];
  return named === undefined ? undefined : catalogue.byPlural(named);
}
