import { AppError } from "#kernel/error";
import { changes, type Draft, type ObjectRules, valueOf, type Work } from "#records";
import { keepWhoHadThem } from "./assignment-log.ts";
import { findParties, nameByParty } from "./party-of-lead.ts";
import { keepRoleOfParties, settleRolesOf } from "./role-of-party.ts";
import { isOpenStatus } from "./status.ts";
import { takeBackStatus } from "./taking-status-back.ts";

const ruled = ["party", "name", "status", "owner", "unqualified_reason"];

export const leadRules: ObjectRules = {
  concerns: ({ before, values }) => before === null || ruled.some((field) => field in values),
  async prepare(work, drafts) {
    await findParties(work, drafts);
    await nameByParty(work, drafts);
    for (const draft of drafts) settle(work, draft);
  },
  async followUp(work, drafts) {
    await keepWhoHadThem(work, drafts);
    await keepRoleOfParties(work, drafts);
  },
  leavesRows: true,
  moved: (work, ids) => settleRolesOf(work, ids),
  takeBack: takeBackStatus,
};

function settle(work: Work, draft: Draft): void {
  if (!valueOf(draft, "party")) throw new AppError("field_required", { field: "party" });
  const now = work.now.toISOString();
  if (draft.before === null ? valueOf(draft, "owner") : changes(draft, "owner"))
    draft.values["assigned_at"] = valueOf(draft, "owner") ? now : null;
  const status = valueOf(draft, "status");
  const isOpen = isOpenStatus(status);
  if (isOpen !== (valueOf(draft, "closed_at") === null)) draft.values["closed_at"] = isOpen ? null : now;
  if (status !== "new" && !valueOf(draft, "first_touched_at")) draft.values["first_touched_at"] = now;
  settleReason(draft, status);
}

// Lists of other systems say that a lead was lost, and seldom why.
function settleReason(draft: Draft, status: unknown): void {
  const reason = valueOf(draft, "unqualified_reason");
  if (status === "unqualified") draft.values["unqualified_reason"] = reason ?? "other";
  else if (reason) draft.values["unqualified_reason"] = null;
  if (status !== "unqualified" && valueOf(draft, "unqualified_comment"))
    draft.values["unqualified_comment"] = null;
}
