import { z } from "zod";
import { defineAction } from "#kernel/action";

/** So many records are asked about at once. */
export const mostRecordsAskedAbout = 200;

const id = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

const recordRights = z.strictObject({
  id: z.uuid(),
  change: z.boolean(),
  delete: z.boolean(),
  /** Fields that the reader may change on other records, but not on this one. */
  readOnly: z.array(z.string()),
});
export type RecordRights = z.infer<typeof recordRights>;

/** Asked for records of an object whose metadata say that rights differ from record to record. */
export const readRecordRights = defineAction({
  id: "records.rights",
  method: "GET",
  path: "/api/record-rights/:plural",
  summary:
    "What the caller may do with some records of an object: change, archive, and which fields not. What they may not see is left out",
  permission: "signed_in",
  params: z.strictObject({ plural: z.string().max(63) }),
  query: z.strictObject({
    ids: z
      .string()
      .regex(new RegExp(`^${id}(,${id}){0,${mostRecordsAskedAbout - 1}}$`, "i"))
      .describe("Ids by comma, 200 at most."),
  }),
  output: z.strictObject({ data: z.array(recordRights) }),
});
