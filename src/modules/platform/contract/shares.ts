import { z } from "zod";
import { defineAction } from "#kernel/action";
import { access } from "#records/contract";

const recordParams = z.strictObject({
  /** Of any object whose records are somebody's: `companies`, `deals`. */
  plural: z.string().max(60),
  id: z.uuid(),
});
const named = z.strictObject({ id: z.uuid(), title: z.string() });

/** With whom one record is shared, beyond those whose roles reach it. */
export const share = z.strictObject({
  id: z.uuid(),
  /** Either a user or a team: all who are in it, in the teams below it or lead one of these. */
  user: named.nullable(),
  team: named.nullable(),
  access,
  /** Who shared it. */
  by: named.nullable(),
  at: z.iso.datetime(),
  /** Whether the asker may end it. */
  endable: z.boolean(),
});
export type Share = z.infer<typeof share>;

export const listShares = defineAction({
  id: "listShares",
  method: "GET",
  path: "/api/:plural/:id/shares",
  summary: "With whom a record is shared, and what the asker may give.",
  permission: "signed_in",
  params: recordParams,
  output: z.strictObject({
    data: z.array(share),
    /** The most that the asker may give; null where they may give nothing. */
    most: access.nullable(),
  }),
});

export const shareRecord = defineAction({
  id: "shareRecord",
  method: "PUT",
  path: "/api/:plural/:id/shares",
  summary:
    "Shares a record with a user or a team, for reading or for changing; once more to change which. Nobody gives more " +
    "than their own roles allow them.",
  permission: "records:share",
  params: recordParams,
  body: z
    .strictObject({
      user: z.uuid().optional(),
      team: z.uuid().optional(),
      access,
      /** Only where it is not shared with them, refused as `already_done` where it is: for taking an end back. */
      anew: z.boolean().optional(),
    })
    .refine(({ user, team }) => (user === undefined) !== (team === undefined), { path: ["user"] }),
  output: share,
});

export const endShare = defineAction({
  id: "endShare",
  method: "DELETE",
  path: "/api/:plural/:id/shares/:share",
  summary: "Ends a share: one's own, one that was given to oneself, or any of a record that one may change.",
  permission: "signed_in",
  params: recordParams.extend({ share: z.uuid() }),
  status: 204,
});
