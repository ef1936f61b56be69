import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

const instant = z.iso.datetime({ offset: true });
const linked = z.strictObject({ id: z.uuid(), title: z.string() });

/** Counted to here, a view says "more": nobody reads a number of five digits, and it costs the same however many there are. */
export const mostCounted = 999;

const count = z.number().int();
const counted = z.strictObject({ id: z.uuid(), title: z.string(), count });

export const readInboxCounts = defineAction({
  id: "inbox.counts",
  method: "GET",
  path: "/api/inbox/counts",
  summary:
    "How many conversations each view of the inbox has, exact to 999; of queues and channels the open ones",
  permission: "conversations:answer",
  output: z.strictObject({
    mine: count,
    followed: count,
    unassigned: count,
    waiting: count,
    open: count,
    snoozed: count,
    closed: count,
    spam: count,
    /** `opens_at`: when somebody is there again, where nobody is now. */
    queues: z.array(counted.extend({ opens_at: instant.nullable() })),
    accounts: z.array(counted.extend({ kind: z.string(), state: z.string() })),
  }),
});

export const readViewCounts = defineAction({
  id: "inbox.view_counts",
  method: "GET",
  path: "/api/inbox/view-counts",
  summary:
    "How many conversations each saved view has that the caller may use, exact to 999, as they were counted last",
  permission: "conversations:answer",
  output: z.strictObject({
    /** `age`: milliseconds since it was counted. A view that was never counted yet, or takes too long, is absent. */
    data: z.array(z.strictObject({ id: z.uuid(), count, age: z.int() })),
    /** Whether some are being counted anew: ask again in a moment. */
    counting: z.boolean(),
  }),
});

export const readUnread = defineAction({
  id: "inbox.unread",
  method: "GET",
  path: "/api/inbox/unread",
  summary: "Which of these conversations (ids, by commas) have something that the caller has not read",
  permission: "conversations:answer",
  query: z.strictObject({ ids: z.string().max(8000) }),
  output: z.strictObject({ data: z.array(z.uuid()) }),
});

const seen = z.strictObject({ read: z.boolean() });

export const markAsRead = defineAction({
  id: "conversations.mark_as_read",
  method: "PUT",
  path: "/api/conversations/:id/reading",
  summary: "Says that the caller has read all of a conversation",
  permission: "conversations:answer",
  params: idParams,
  output: seen,
});

export const markAsUnread = defineAction({
  id: "conversations.mark_as_unread",
  method: "DELETE",
  path: "/api/conversations/:id/reading",
  summary: "Says that the caller wants to read a conversation again",
  permission: "conversations:answer",
  params: idParams,
  output: seen,
});

const recipients = z.strictObject({
  to: z.array(z.string().trim().min(1).max(320)).max(50).optional(),
  cc: z.array(z.string().trim().min(1).max(320)).max(50).optional(),
  bcc: z.array(z.string().trim().min(1).max(320)).max(50).optional(),
});

const draft = z.strictObject({
  kind: z.enum(["reply", "note"]),
  body: z.string().max(200_000),
  recipients,
  files: z.array(z.strictObject({ id: z.uuid(), title: z.string(), size: z.number(), type: z.string() })),
  version: z.number().int(),
  by: linked,
  at: instant,
});
export type Draft = z.infer<typeof draft>;

const draftAnswer = z.strictObject({ draft: draft.nullable() });

export const readDraft = defineAction({
  id: "conversations.draft",
  method: "GET",
  path: "/api/conversations/:id/draft",
  summary: "What is being written in a conversation by all who answer in it",
  permission: "conversations:answer",
  params: idParams,
  output: draftAnswer,
});

export const keepDraft = defineAction({
  id: "conversations.keep_draft",
  method: "PUT",
  path: "/api/conversations/:id/draft",
  summary:
    "Keeps what is being written; `version` is that of the draft it was written over, 0 where there was none",
  permission: "conversations:answer",
  params: idParams,
  body: z.strictObject({
    kind: z.enum(["reply", "note"]),
    body: z.string().max(200_000),
    recipients: recipients.default({}),
    files: z.array(z.uuid()).max(20).default([]),
    version: z.number().int().min(0),
  }),
  output: draftAnswer,
});

export const dropDraft = defineAction({
  id: "conversations.drop_draft",
  method: "DELETE",
  path: "/api/conversations/:id/draft",
  summary: "Throws away what was being written",
  permission: "conversations:answer",
  params: idParams,
  output: draftAnswer,
});

/** Seconds for which one counts as there after the last word of it. */
export const watchFor = 12;

export const watchConversation = defineAction({
  id: "conversations.watch",
  method: "PUT",
  path: "/api/conversations/:id/watching",
  summary: "Says that the caller looks at a conversation or writes in it, and answers who else does",
  permission: "conversations:answer",
  params: idParams,
  body: z.strictObject({ doing: z.enum(["looking", "typing", "gone"]) }),
  output: z.strictObject({
    data: z.array(linked.extend({ doing: z.enum(["looking", "typing"]) })),
    /** Which draft there is: a newer one is read anew. */
    draft: z.number().int().nullable(),
  }),
});
