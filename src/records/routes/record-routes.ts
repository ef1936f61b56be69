import { z } from "zod";
import { defineAction } from "#kernel/action";
import type { CatalogueObject } from "../catalogue.ts";
import {
  askedQuery,
  bulkBody,
  type HistoryEntry,
  idParams,
  listQuery,
  type Page,
  type RecordData,
  type Total,
  totalsQuery,
} from "../contract/index.ts";
import { type Edge, type Handler, handle, handleAtOnce } from "../module.ts";
import { get, list } from "../reading/listing.ts";
import { history } from "../reading/past.ts";
import { totals } from "../reading/totals.ts";
import { archive, restore } from "../writing/archiving.ts";
import { changeInBulk } from "../writing/bulk-changing.ts";
import { update } from "../writing/changing.ts";
import { create } from "../writing/creating.ts";
import { historyShape, pageShape, readShape, totalsShape, writtenShape } from "./record-shapes.ts";
import { upserting } from "./upserting.ts";

// Which keys a body may have depends on the object and the rights: the write path says it, field by field.
const anyFields = z.record(z.string().max(100), z.unknown());
const historyQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  /** Also what happened to what makes sense only with the record: addresses and relations of a customer. */
  parts: z.enum(["true", "false"]).optional(),
});

/** The routes that every object has. What is closed has none that write, what is append-only none that change. */
export function recordRoutes(object: CatalogueObject): Handler[] {
  const writable = object.closed ? [] : [creating(object), bin(object), unbin(object)];
  const changeable =
    object.closed || object.appendOnly ? [] : [changing(object), upserting(object), bulk(object)];
  const all = [listing(object), totalling(object), ...writable, ...changeable, reading(object), past(object)];
  return all.map((handler) => ({ ...handler, action: { ...handler.action, object: object.name } }));
}

function listing(object: CatalogueObject): Handler {
  const stated = defineAction({
    id: `${object.name}.list`,
    permission: "signed_in",
    method: "GET",
    path: `/api/${object.plural}`,
    summary: `List ${object.plural}`,
    query: listQuery,
    output: z.custom<Page>(),
    documented: { output: pageShape(object) },
  });
  return handle(stated, (work, { query }) =>
    list(work, object.name, { ...query, archived: query.archived === "true", count: query.count === "true" }),
  );
}

function totalling(object: CatalogueObject): Handler {
  const stated = defineAction({
    id: `${object.name}.totals`,
    permission: "signed_in",
    method: "GET",
    path: `/api/${object.plural}/totals`,
    summary: `Counts and sums of ${object.plural} by group`,
    query: totalsQuery,
    output: z.object({ data: z.array(z.custom<Total>()) }),
    documented: { output: totalsShape },
  });
  return handle(stated, async (work, { query }) => ({ data: await totals(work, object.name, query) }));
}

function reading(object: CatalogueObject): Handler {
  const stated = defineAction({
    id: `${object.name}.read`,
    permission: "signed_in",
    method: "GET",
    path: `/api/${object.plural}/:id`,
    summary: `One of the ${object.plural}`,
    params: idParams,
    query: askedQuery,
    output: z.custom<RecordData>(),
    documented: { output: readShape(object) },
    tagged: true,
  });
  return handle(stated, (work, { params, query }) => get(work, object.name, params.id, query));
}

function creating(object: CatalogueObject): Handler {
  const stated = defineAction({
    id: `${object.name}.create`,
    permission: "signed_in",
    method: "POST",
    path: `/api/${object.plural}`,
    summary: `Create one of the ${object.plural}`,
    query: askedQuery,
    body: anyFields,
    output: z.custom<RecordData>(),
    documented: { body: writtenShape(object, "create"), output: readShape(object) },
    tagged: true,
    status: 201,
  });
  return handleAtOnce(stated, (work, { body, query }, { request }) =>
    create(work, object.name, body, { asked: query, suspecting: !insists(request) }),
  );
}

/** Whether the caller wants the record made though it seems to be there already. */
function insists({ headers }: Edge["request"]): boolean {
  return headers["rapport-duplicate"] === "allow";
}

function changing(object: CatalogueObject): Handler {
  const stated = defineAction({
    id: `${object.name}.change`,
    permission: "signed_in",
    method: "PATCH",
    path: `/api/${object.plural}/:id`,
    summary: `Change fields of one of the ${object.plural}; with \`version\`, only if it is still that`,
    params: idParams,
    query: askedQuery,
    body: anyFields.and(z.object({ version: z.int().min(1).optional() })),
    output: z.custom<RecordData>(),
    documented: { body: writtenShape(object, "change"), output: readShape(object) },
    tagged: true,
  });
  return handleAtOnce(stated, (work, { params, query, body: { version, ...values } }) =>
    update(work, object.name, params.id, values, { version, asked: query }),
  );
}

function bin(object: CatalogueObject): Handler {
  const stated = defineAction({
    id: `${object.name}.archive`,
    permission: "signed_in",
    method: "DELETE",
    path: `/api/${object.plural}/:id`,
    summary: `Put one of the ${object.plural} into the recycle bin`,
    params: idParams,
  });
  return handle(stated, (work, { params }) => archive(work, object.name, [params.id]));
}

function unbin(object: CatalogueObject): Handler {
  const stated = defineAction({
    id: `${object.name}.restore`,
    permission: "signed_in",
    method: "POST",
    path: `/api/${object.plural}/:id/restoration`,
    summary: `Take one of the ${object.plural} out of the recycle bin`,
    params: idParams,
    output: z.custom<RecordData>(),
    documented: { output: readShape(object) },
    tagged: true,
  });
  return handle(stated, async (work, { params }) => {
    await restore(work, object.name, [params.id]);
    return get(work, object.name, params.id);
  });
}

function bulk(object: CatalogueObject): Handler {
  const stated = defineAction({
    id: `${object.name}.bulk`,
    method: "POST",
    path: `/api/${object.plural}/bulk`,
    summary: `Change, archive or restore many ${object.plural} at once`,
    permission: "signed_in",
    body: bulkBody,
    output: z.object({ changed: z.int(), ids: z.array(z.string()).readonly(), unit: z.uuid() }),
  });
  return handle(stated, (work, { body }) => changeInBulk(work, object.name, body));
}

function past(object: CatalogueObject): Handler {
  const stated = defineAction({
    id: `${object.name}.history`,
    permission: "signed_in",
    method: "GET",
    path: `/api/${object.plural}/:id/history`,
    summary: `What happened to one of the ${object.plural}, newest first`,
    params: idParams,
    query: historyQuery,
    output: z.object({ data: z.array(z.custom<HistoryEntry>()) }),
    documented: { output: historyShape },
  });
  return handle(stated, async (work, { params, query }) => ({
    data: await history(work, object.name, params.id, { ...query, parts: query.parts === "true" }),
  }));
}
