import { defineAction } from "#kernel/action";
import { permits, grantOn } from "#records/contract";
import { z } from "zod";
import project from "../../../package.json" with { type: "json" };
import { type Catalogue, type Handler, handleRaw, routesAsSeen, type Work } from "#records";
import { type Described, openApiDocument } from "./openapi.ts";

export const openApiAction = defineAction({
  id: "openapi.read",
  method: "GET",
  path: "/api/openapi.json",
  summary:
    "This contract: to who is signed in of this organisation, with its own objects and fields, cut to their rights; " +
    "to others of the standard objects",
  permission: "public",
  output: z.looseObject({ openapi: z.string() }),
});

/** Documents that are kept for as long as objects and fields stay as they are. */
const mostKept = 20;

/** `GET /api/openapi.json` over `handlers`. A document is made when it is asked for the first time. */
export function openApiHandler(handlers: () => readonly Handler[]): Handler {
  let standard: string | undefined;
  const kept = new WeakMap<Catalogue, Map<string, string>>();
  const documentFor = (work: Work): string => {
    if (work.actor.userId === null) return (standard ??= textOf(handlers()));
    const known = kept.get(work.catalogue) ?? new Map<string, string>();
    kept.set(work.catalogue, known);
    const place = JSON.stringify([work.actor.locale, work.actor.rights]);
    const text = known.get(place) ?? textOf(describedTo(work, handlers()));
    // Set anew, so that the one used longest ago stays in front.
    known.delete(place);
    known.set(place, text);
    if (known.size > mostKept) known.delete(known.keys().next().value ?? "");
    return text;
  };
  return handleRaw(openApiAction, async ({ runtime, actor, reply }) => {
    const text = await runtime.read(actor, "api", async (work) => documentFor(work));
    return reply.type("application/json; charset=utf-8").send(text);
  });
}

function textOf(described: readonly Described[]): string {
  return JSON.stringify(openApiDocument(described, project.version));
}

function describedTo(work: Work, handlers: readonly Handler[]): Described[] {
  const others = handlers.filter(({ action }) => action.object === undefined && isOpen(work, action));
  return [...others, ...routesAsSeen(work).map((action) => ({ action }))];
}

function isOpen({ catalogue, actor }: Work, { permission, path, atScreen }: Handler["action"]): boolean {
  if (atScreen && actor.keyId) return false;
  const object = catalogue.byPlural(path.split("/")[2] ?? "");
  if (object && grantOn(actor.rights, object.name).read === "none") return false;
  return permission === "public" || permission === "signed_in" || permits(actor.rights, permission);
}
