import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, type Work } from "#records";
import { permits } from "#records/contract";
import type { ClosingRules } from "../contract/deals.ts";
import { allStages, type Stage, stageGone } from "../pipelines/stages.ts";

export interface DealInHand {
  readonly id: string;
  readonly stage: Stage;
  readonly stages: readonly Stage[];
  readonly openedOn: string | null;
  /** What the organisation asks for on closing, where it said so. */
  readonly closing: ClosingRules | null;
}

/**
 * Takes a deal in hand to move or close it: seen by the actor (else `not_found`), permitted (else
 * `not_allowed`, or `pipeline_closed` where others sell in its pipeline), and locked until the unit ends, so that of two who
 * act at once the second sees what the first did.
 */
export async function takeInHand(work: Work, id: string, permission: string): Promise<DealInHand> {
  await get(work, "deal", id);
  if (!permits(work.actor.rights, permission)) throw new AppError("not_allowed");
  const { rows } = await sql<{ stage: string; openedOn: string | null; closing: ClosingRules | null }>`
    select stage_id as stage, opened_on::text as "openedOn", (select settings -> 'closing' from organisation) as closing
    from deals where id = ${id} for update`.execute(work.db);
  const stages = await allStages(work);
  const [row] = rows;
  const stage =
    stages.find((candidate) => candidate.id === row?.stage) ?? (await stageGone(work, row?.stage));
  if (!row || !stage) throw new AppError("not_found");
  assertSells(stage);
  return { id, stage, stages, openedOn: row.openedOn, closing: row.closing };
}

/** Throws `pipeline_closed` where only certain teams sell in the pipeline of the stage, and the actor is in none of them. */
export function assertSells(stage: Stage): void {
  if (!stage.sells) throw new AppError("pipeline_closed", { field: "pipeline" });
}
