import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

const following = z.strictObject({ following: z.boolean() });

export const followConversation = defineAction({
  id: "conversations.follow",
  method: "PUT",
  path: "/api/conversations/:id/following",
  summary: "Tells the caller of what is said in a conversation from now on",
  permission: "conversations:answer",
  params: idParams,
  output: following,
});

export const unfollowConversation = defineAction({
  id: "conversations.unfollow",
  method: "DELETE",
  path: "/api/conversations/:id/following",
  summary: "Tells the caller no more of what is said in a conversation",
  permission: "conversations:answer",
  params: idParams,
  output: following,
});
