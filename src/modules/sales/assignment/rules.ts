import { AppError } from "#kernel/error";
import { type Draft, type ObjectRules, placeLast, valueOf } from "#records";
import { checkCondition } from "../conditions/condition.ts";
import type { WayToAssign } from "../contract/assignment-objects.ts";

/** What each way needs to know whom to take. */
const needed: Partial<Record<WayToAssign, string>> = { user: "user", round_robin: "team", load: "team" };

/** A rule of assignment says whom it takes and when it fits; a new one is the last to be asked. */
export const assignmentRuleRules: ObjectRules = {
  async prepare(work, drafts) {
    for (const draft of drafts) {
      if (draft.values["condition"]) checkCondition(work, "lead", String(draft.values["condition"]));
      const field = needed[valueOf(draft, "way") as WayToAssign];
      if (field && !valueOf(draft, field)) throw new AppError("field_required", { field });
    }
    await placeLast(work, drafts, { table: "assignment_rules" });
  },
};

const time = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Times of work begin before they end, on the same day; those of a night are two. */
export const workingTimeRules: ObjectRules = {
  async prepare(_work, drafts) {
    for (const draft of drafts) {
      const [opens, closes] = [said(draft, "opens"), said(draft, "closes")];
      if (!time.test(opens)) throw new AppError("field_invalid", { field: "opens" });
      if (!(time.test(closes) || closes === "24:00") || closes <= opens)
        throw new AppError("field_invalid", { field: "closes" });
      const zone = said(draft, "time_zone");
      if (zone && !isTimeZone(zone)) throw new AppError("field_invalid", { field: "time_zone" });
    }
  },
};

function said(draft: Draft, field: string): string {
  return String(valueOf(draft, field) ?? "");
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
