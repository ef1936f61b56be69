import { z } from "zod";
import { defineAction } from "#kernel/action";
import { recordShape } from "../contract/index.ts";

/** Changes of one page at most. */
export const mostChanges = 1000;

const change = z
  .object({
    object: z.string(),
    id: z.uuid(),
    kind: z
      .enum(["snapshot", "created", "changed", "archived", "restored", "gone"])
      .describe(
        "`snapshot`: it was there when reading began. `gone`: deleted for good, or no longer in your sight; nothing more is said.",
      ),
    at: z.iso.datetime().nullable().describe("When it happened; null for what was there already."),
    fields: z
      .array(z.string())
      .optional()
      .describe("Of a change: fields that changed, in any of the records of one act."),
    parts: z
      .array(z.string())
      .optional()
      .describe(
        "Objects whose records hang on this one and came into your sight or left it with it: read them anew.",
      ),
    record: recordShape
      .optional()
      .describe("The record as it is now; absent with `payload=ids`, and where it is gone."),
  })
  .meta({ id: "change" });
export type ToldChange = z.infer<typeof change>;

export const readChanges = defineAction({
  id: "records.changes",
  method: "GET",
  path: "/api/changes",
  summary:
    "What was created, changed, archived, restored or is gone since a cursor, of what you may see, each record at least " +
    "once and in order. Without `after` all that is there comes first",
  permission: "signed_in",
  query: z.strictObject({
    after: z
      .string()
      .max(4000)
      .default("beginning")
      .describe(
        "`next` of the page before; `beginning` for all that is there and then what changes, `now` for what changes from now on.",
      ),
    objects: z
      .string()
      .max(2000)
      .optional()
      .describe("Objects by comma: `person,deal`. All unless told; a cursor remembers them."),
    payload: z.enum(["records", "ids"]).default("records"),
    limit: z.coerce.number().int().min(1).max(mostChanges).default(200),
  }),
  output: z.object({
    data: z.array(change),
    next: z.string().describe("Keep it with what you have read: the next page begins behind it."),
    has_more: z
      .boolean()
      .describe("Whether there is more just now. A page may be short, or empty, before the end."),
  }),
});
