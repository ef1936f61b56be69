import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type Draft, type ObjectRules, valueOf, type Work } from "#records";
import { assertCanBeAsked } from "../deals/closing-rules.ts";

/** What a stage asks for is a field that can be filled in, or a text to be ticked; new ones stand last. */
export const stageRequirementRules: ObjectRules = {
  async prepare(work, drafts) {
    for (const draft of drafts) checkRequirement(work, draft);
    await placeLast(work, drafts, "stage_requirements");
  },
};

/** What is to be done names whoever does it only where that is one person; new ones stand last. */
export const playbookStepRules: ObjectRules = {
  async prepare(work, drafts) {
    for (const draft of drafts) {
      if (valueOf(draft, "doer") !== "user") draft.values["user"] = null;
      else if (!valueOf(draft, "user")) throw new AppError("field_required", { field: "user" });
      draft.values["due_days"] = valueOf(draft, "due_days") ?? 0;
    }
    await placeLast(work, drafts, "playbook_steps");
  },
};

function checkRequirement(work: Work, draft: Draft): void {
  const [needed, other] =
    valueOf(draft, "kind") === "field" ? (["field", "text"] as const) : (["text", "field"] as const);
  const said = valueOf(draft, needed);
  if (!said) throw new AppError("field_required", { field: needed });
  draft.values[other] = null;
  if (needed !== "field") return;
  try {
    assertCanBeAsked(work, String(said));
  } catch (thrown) {
    if (thrown instanceof AppError) throw new AppError("field_invalid", { field: "field" });
    throw thrown;
  }
}

async function placeLast(
  work: Work,
  drafts: readonly Draft[],
  table: "stage_requirements" | "playbook_steps",
): Promise<void> {
  const added = drafts.filter(({ before, values }) => !before && values["position"] == null);
  if (added.length === 0) return;
  const { rows } = await sql<{ stage: string; next: number }>`
    select stage_id as stage, max(position) + 1 as next from ${sql.table(table)} group by stage_id`.execute(
    work.db,
  );
  const positions = new Map(rows.map(({ stage, next }) => [stage, next]));
  for (const { values } of added) {
    const stage = String(values["stage"]);
    values["position"] = positions.get(stage) ?? 0;
    positions.set(stage, Number(values["position"]) + 1);
  }
}
