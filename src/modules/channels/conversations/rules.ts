import { AppError } from "#kernel/error";
import { changes, type Draft, type ObjectRules, type Work } from "#records";
import { permits } from "#records/contract";

/** Whose a conversation is goes by what assigning asks, by whatever way it is written. */
export const conversationRules: ObjectRules = {
  concerns: (draft) => isGiven(draft, "owner") || isGiven(draft, "queue"),
  prepare(work, drafts) {
    for (const draft of drafts) assertMayGive(work, draft);
    return Promise.resolve();
  },
  leavesRows: true,
};

function isGiven(draft: Draft, field: "owner" | "queue"): boolean {
  return draft.before !== null && changes(draft, field);
}

function assertMayGive({ actor }: Work, draft: Draft): void {
  const owner = draft.before?.["owner"] ?? null;
  const isOthers = owner !== null && owner !== actor.userId;
  if (permits(actor.rights, isOthers ? "conversations:assign" : "conversations:answer")) return;
  throw new AppError("not_allowed", { field: changes(draft, "owner") ? "owner" : "queue" });
}
