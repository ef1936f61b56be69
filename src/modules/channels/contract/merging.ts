import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";

export const mergeConversation = defineAction({
  id: "conversations.merge",
  method: "PUT",
  path: "/api/conversations/:id/merge",
  summary: "Makes a conversation a part of another: all that was said in it, and what will be, stands there",
  permission: "conversations:answer",
  params: idParams,
  body: z.strictObject({ into: z.uuid() }),
  output: recordShape,
});

export const separateConversation = defineAction({
  id: "conversations.separate",
  method: "DELETE",
  path: "/api/conversations/:id/merge",
  summary: "Takes a conversation out of the one it was merged into, with what was its own",
  permission: "conversations:answer",
  params: idParams,
  output: recordShape,
});

export const splitMessage = defineAction({
  id: "messages.split",
  method: "POST",
  path: "/api/messages/:id/split",
  summary: "Begins a conversation of its own with a message of another, and answers it",
  permission: "conversations:answer",
  params: idParams,
  output: recordShape,
});
