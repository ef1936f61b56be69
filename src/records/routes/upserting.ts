import { z } from "zod";
import { defineAction } from "#kernel/action";
import type { CatalogueObject } from "../catalogue.ts";
import { askedQuery, type RecordData } from "../contract/index.ts";
import { type Handler, handle } from "../module.ts";
import { upsert } from "../writing/upserting.ts";
import { readShape, writtenShape } from "./record-shapes.ts";

const keyParams = z.strictObject({ field: z.string().max(63), value: z.string().min(1).max(1000) });

/** Makes a record or changes it, by what it is recognised by: `PUT /api/people/by/email/ana@example.com`. */
export function upserting(object: CatalogueObject): Handler {
  const stated = defineAction({
    id: `${object.name}.upsert`,
    permission: "signed_in",
    method: "PUT",
    path: `/api/${object.plural}/by/:field/:value`,
    summary: `Change the one of the ${object.plural} with this value of a unique field, or make it (status 201)`,
    params: keyParams,
    query: askedQuery,
    body: z.record(z.string().max(100), z.unknown()),
    output: z.custom<RecordData>(),
    documented: { body: writtenShape(object, "upsert"), output: readShape(object) },
    tagged: true,
  });
  return handle(stated, async (work, { params, query, body }, { reply }) => {
    const key = keyOf(object, params.field, params.value);
    const { record, made } = await upsert(work, object.name, params.field, { key, values: body }, query);
    reply.code(made ? 201 : 200);
    return record;
  });
}

// An address is text all through.
function keyOf(object: CatalogueObject, name: string, value: string): string | number {
  const field = Object.hasOwn(object.fields, name) ? object.fields[name] : undefined;
  return field?.type === "number" ? Number(value) : value;
}
