import { z } from "zod";
import { AppError } from "#kernel/error";
import { buildCatalogue, type CatalogueObject } from "../catalogue.ts";
import type { Handler } from "../module.ts";
import { recordRoutes } from "./record-routes.ts";

// Routes are mounted once, and custom objects come and go: theirs are told by the address. What each does is what
// `recordRoutes` makes of the object at the time.

/** Stands for any custom object where the routes are mounted and described. */
const anyCustomObject = buildCatalogue([
  {
    name: "custom_record",
    plural: ":plural",
    table: "",
    module: "custom",
    title: "name",
    icon: "box",
    owned: true,
    columns: ["name"],
    sort: "name",
    fields: { name: { type: "text", required: true } },
  },
]).object("custom_record");

const plural = z.string().regex(/^x_[a-z0-9_]{1,58}$/);

/** The generic routes of every custom object, at `/api/x_…`. */
export function customRoutes(): Handler[] {
  return recordRoutes(anyCustomObject).map((handler, index) => ({
    ...handler,
    action: { ...handler.action, params: withPlural(handler.action.params) },
    run(work, call, edge) {
      const { plural: named, ...params } = call.params as Readonly<Record<string, string>>;
      const object = (work?.catalogue ?? edge.runtime.catalogue).byPlural(named ?? "");
      if (object?.module !== "custom") throw new AppError("not_found");
      const own = routesOf(object)[index] as Handler;
      return own.run(work, { ...call, params: (own.action.params && params) as never }, edge);
    },
  }));
}

function withPlural(params: z.ZodType | undefined): z.ZodType {
  const shape = params instanceof z.ZodObject ? params : z.strictObject({});
  return shape.extend({ plural });
}

const made = new WeakMap<CatalogueObject, readonly Handler[]>();

function routesOf(object: CatalogueObject): readonly Handler[] {
  const handlers = made.get(object) ?? recordRoutes(object);
  made.set(object, handlers);
  return handlers;
}
