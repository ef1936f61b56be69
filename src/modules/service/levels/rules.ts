import { AppError } from "#kernel/error";
import { type Draft, type ObjectRules, placeLast, valueOf } from "#records";
import { checkCondition } from "#sales";
import { deadlineKinds } from "../contract/level-objects.ts";

/** A service level says when it fits; a new one is the last to be asked. Who takes over is named where somebody does. */
export const serviceLevelRules: ObjectRules = {
  async prepare(work, drafts) {
    for (const draft of drafts) {
      if (draft.values["condition"]) checkCondition(work, "ticket", String(draft.values["condition"]));
      if (draft.before === null) draft.values["pauses"] ??= ["waiting", "on_hold"];
      draft.values["warn_minutes"] = valueOf(draft, "warn_minutes") ?? 0;
      if (handsOver(draft) && !valueOf(draft, "escalate_to"))
        throw new AppError("field_required", { field: "escalate_to" });
    }
    await placeLast(work, drafts, { table: "service_levels" });
  },
};

/** What is allowed is allowed for something. */
export const serviceTargetRules: ObjectRules = {
  async prepare(_work, drafts) {
    for (const draft of drafts)
      if (deadlineKinds.every((kind) => valueOf(draft, kind) === null))
        throw new AppError("field_required", { field: "solution" });
  },
};

function handsOver(draft: Draft): boolean {
  return ((valueOf(draft, "escalations") ?? []) as readonly string[]).includes("hand_over");
}
