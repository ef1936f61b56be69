import { handle, type Handler } from "#records";
import * as contract from "../contract/inbox.ts";
import * as following from "../contract/following.ts";
import * as merging from "../contract/merging.ts";
import { followConversation, unfollowConversation } from "../conversations/following.ts";
import { mergeConversation, separateConversation } from "../conversations/merging.ts";
import { splitMessage } from "../conversations/splitting.ts";
import { inboxCounts, viewCounts } from "./counting.ts";
import { draftOf, dropDraft, keepDraft } from "./drafting.ts";
import { readAll, readNone, unreadOf } from "./reading.ts";
import { watchConversation } from "./watching.ts";

export const inboxHandlers: readonly Handler[] = [
  handle(contract.readInboxCounts, (work) => inboxCounts(work)),
  handle(contract.readViewCounts, (work, _call, { runtime }) => viewCounts(work, runtime)),
  handle(contract.readUnread, (work, { query }) => unreadOf(work, query.ids)),
  handle(contract.markAsRead, (work, { params }) => readAll(work, params.id)),
  handle(contract.markAsUnread, (work, { params }) => readNone(work, params.id)),
  handle(contract.readDraft, (work, { params }) => draftOf(work, params.id)),
  handle(contract.keepDraft, (work, { params, body }) => keepDraft(work, params.id, body)),
  handle(contract.dropDraft, (work, { params }) => dropDraft(work, params.id)),
  handle(contract.watchConversation, (work, { params, body }) => watchConversation(work, params.id, body)),
  handle(merging.mergeConversation, (work, { params, body }) =>
    mergeConversation(work, params.id, body.into),
  ),
  handle(merging.separateConversation, (work, { params }) => separateConversation(work, params.id)),
  handle(merging.splitMessage, (work, { params }) => splitMessage(work, params.id)),
  handle(following.followConversation, (work, { params }) => followConversation(work, params.id)),
  handle(following.unfollowConversation, (work, { params }) => unfollowConversation(work, params.id)),
];
