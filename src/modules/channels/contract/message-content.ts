import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

export const showMessage = defineAction({
  id: "messages.content",
  method: "GET",
  path: "/api/messages/:id/content",
  summary:
    "What a message shows, cleaned, as a page for a frame; pictures from elsewhere only with `pictures=yes`",
  permission: "signed_in",
  params: idParams,
  query: z.strictObject({ pictures: z.enum(["yes", "no"]).default("no") }),
});
