import { z } from "zod";
import { defineAction } from "#kernel/action";
import { foundRecord, readRecordRights } from "../contract/index.ts";
import { type Handler, handle } from "../module.ts";
import { describe } from "../reading/describing.ts";
import { recordRights } from "../reading/record-rights.ts";
import { find } from "../search/finding.ts";

const metadata = defineAction({
  id: "records.metadata",
  method: "GET",
  path: "/api/metadata",
  summary: "Objects and fields as the caller may see them",
  permission: "signed_in",
  output: z.object({ objects: z.record(z.string(), z.unknown()) }),
});

const search = defineAction({
  id: "records.search",
  method: "GET",
  path: "/api/search",
  summary:
    "Find records of all objects by words, numbers and addresses, in any script, with where they were found",
  permission: "signed_in",
  query: z.strictObject({
    q: z.string().trim().min(1).max(200),
    limit: z.coerce.number().int().min(1).max(20).default(5),
  }),
  output: z.object({ data: z.array(foundRecord) }),
});

/** Routes that speak of all objects at once. */
export const generalRoutes: readonly Handler[] = [
  handle(metadata, async (work) => ({ objects: { ...(await describe(work)).objects } })),
  handle(search, async (work, { query }) => ({ data: await find(work, query.q, query.limit) })),
  handle(readRecordRights, async (work, { params, query }) => ({
    data: await recordRights(work, params.plural, query.ids.split(",")),
  })),
];
