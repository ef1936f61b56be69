import { AppError } from "#kernel/error";
import type { FastifyRequest } from "fastify";
import { assertStill, type Work } from "#records";
import { versionsAllowed } from "./entity-tag.ts";
import { objectOf } from "./spoken-of.ts";

/**
 * Guards a change of a record, whichever it is, by `If-Match`: throws `precondition_failed` where the record is no longer
 * as the caller knows it, and `bad_request` where the address speaks of nothing that has a version.
 */
export async function heedIfMatch(work: Work, request: FastifyRequest): Promise<void> {
  const header = request.headers["if-match"];
  if (header === undefined) return;
  const object = objectOf(request, work.catalogue);
  const { id } = request.params as { readonly id?: string };
  if (!object || id === undefined) throw new AppError("bad_request", { field: "If-Match" });
  const versions = versionsAllowed(header);
  if (versions) await assertStill(work, object.name, id, versions);
}
