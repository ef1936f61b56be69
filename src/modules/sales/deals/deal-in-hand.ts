import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, type Work } from "#records";
import { permits } from "#records/contract";
import { allStages, type Stage } from "../pipelines/stages.ts";

export interface DealInHand {
  readonly id: string;
  readonly stage: Stage;
  readonly stages: readonly Stage[];
  readonly openedOn: string | null;
}

/**
 * Takes a deal in hand to move or close it: seen by the actor (else `not_found`), permitted (else
 * `not_allowed`), and locked until the unit ends, so that of two who act at once the second sees what the
 * first did.
 */
export async function takeInHand(work: Work, id: string, permission: string): Promise<DealInHand> {
  await get(work, "deal", id);
  if (!permits(work.actor.rights, permission)) throw new AppError("not_allowed");
  const { rows } = await sql<{ stage: string; openedOn: string | null }>`
    select stage_id as stage, opened_on::text as "openedOn" from deals where id = ${id} for update`.execute(
    work.db,
  );
  const stages = await allStages(work);
  const [row] = rows;
  const stage =
    stages.find((candidate) => candidate.id === row?.stage) ?? (await stageGone(work, row?.stage));
  if (!row || !stage) throw new AppError("not_found");
  return { id, stage, stages, openedOn: row.openedOn };
}

// A deal may still stand in a stage that was put away.
async function stageGone(work: Work, id: string | undefined): Promise<Stage | undefined> {
  const { rows } = await sql<Stage>`
    select id, pipeline_id as pipeline, kind, probability::float as probability from stages where id = ${id ?? null}::uuid`.execute(
    work.db,
  );
  return rows[0];
}
