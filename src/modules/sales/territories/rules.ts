import { sql } from "kysely";
import type { ObjectRules } from "#records";
import { checkCondition } from "../conditions/condition.ts";

/** A territory is told by a condition on parties that can be asked; a new one stands last. */
export const territoryRules: ObjectRules = {
  async prepare(work, drafts) {
    for (const { values } of drafts)
      if (values["condition"]) checkCondition(work, "party", String(values["condition"]));
    const added = drafts.filter(({ before, values }) => !before && values["position"] == null);
    if (added.length === 0) return;
    const { rows } = await sql<{ next: number }>`
      select coalesce(max(position) + 1, 0) as next from territories`.execute(work.db);
    let next = rows[0]?.next ?? 0;
    for (const { values } of added) values["position"] = next++;
  },
};
