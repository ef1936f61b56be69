import { AppError } from "#kernel/error";
import { type Change, get, type Work } from "#records";
import type { LinkValue } from "#records/contract";
import { allStages, type Stage } from "../pipelines/stages.ts";
import { closeDeal, reopenDeal } from "./closing.ts";
import { moveDeal } from "./moving.ts";

/** Brings deals back to the stage in which they stood, by moving, closing or reopening, with the permissions of these. */
export async function takeBackStages(work: Work, deals: readonly Change[]): Promise<void> {
  const stages = await allStages(work);
  for (const deal of deals) {
    if (!deal.values["stage"]) throw new AppError("field_governed", { field: "stage" });
    const goal = stages.find(({ id }) => id === deal.values["stage"]);
    if (!goal) throw new AppError("link_not_found", { field: "stage" });
    if (goal.kind === "open") await standAgain(work, deal.id, goal, stages);
    else await closeAgain(work, deal, goal);
  }
}

async function standAgain(work: Work, id: string, goal: Stage, stages: readonly Stage[]): Promise<void> {
  const now = stageOf(await get(work, "deal", id));
  const isClosed = stages.some((stage) => stage.id === now && stage.kind !== "open");
  // Reopening asks for no more than its own permission, and mostly leads where the deal stood.
  const stands = isClosed ? stageOf(await reopenDeal(work, id)) : now;
  if (stands !== goal.id) await moveDeal(work, id, { stage: goal.id }, unasked);
}

async function closeAgain(work: Work, { id, values }: Change, goal: Stage): Promise<void> {
  const told = ["closed_on", "lost_reason", "lost_comment", "won_reason", "won_comment"].filter(
    (field) => values[field],
  );
  const closure = {
    outcome: goal.kind === "won" ? ("won" as const) : ("lost" as const),
    stage: goal.id,
    ...Object.fromEntries(told.map((field) => [field, values[field]])),
  };
  await closeDeal(work, id, closure, unasked);
}

// What is taken back was there: nothing is asked for on the way.
const unasked = { unasked: true };

function stageOf(deal: Readonly<Record<string, unknown>>): string {
  return (deal["stage"] as LinkValue).id;
}
