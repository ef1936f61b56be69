import { z } from "zod";
import { defineAction } from "#kernel/action";

export const beginViewAs = defineAction({
  id: "beginViewAs",
  method: "POST",
  path: "/api/view-as",
  summary:
    "Looks at the product as another user, for an hour at most and without changing anything. Takes a session, and " +
    "all rights that the other has.",
  permission: "users:view_as",
  body: z.strictObject({ userId: z.uuid() }),
  output: z.strictObject({ until: z.iso.datetime() }),
  status: 201,
});

export const endViewAs = defineAction({
  id: "endViewAs",
  method: "DELETE",
  path: "/api/view-as",
  summary: "Goes on as oneself.",
  permission: "signed_in",
  endsViewing: true,
  status: 204,
});
