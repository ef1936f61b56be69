import { type ObjectRules, placeLast } from "#records";
import { checkCondition } from "../conditions/condition.ts";

/** A territory is told by a condition on parties that can be asked; a new one stands last. */
export const territoryRules: ObjectRules = {
  async prepare(work, drafts) {
    for (const { values } of drafts)
      if (values["condition"]) checkCondition(work, "party", String(values["condition"]));
    await placeLast(work, drafts, { table: "territories" });
  },
};
