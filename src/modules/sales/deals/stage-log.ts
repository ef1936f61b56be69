import { sql } from "kysely";
import type { Draft, Work } from "#records";
import { allStages, firstStage, type Stage } from "../pipelines/stages.ts";
import { play } from "../playbooks/playing.ts";
import { instantOf } from "./local-day.ts";
import { keepPaths } from "./paths.ts";

interface Stay {
  readonly deal: string;
  readonly stage: string;
  readonly entered_at: string;
  readonly left_at: string | null;
}

/** Keeps when each deal came into each stage and left it. */
export async function logStages(work: Work, drafts: readonly Draft[]): Promise<void> {
  const moved = drafts.filter(
    ({ values, before }) => values["stage"] && values["stage"] !== before?.["stage"],
  );
  if (moved.length === 0) return;
  const stages = await allStages(work);
  await leave(work, moved.filter(({ before }) => before !== null).map(standing));
  await enter(
    work,
    moved.flatMap((draft) => (draft.before ? [standing(draft)] : firstStays(work, draft, stages))),
  );
  await keepPaths(
    work,
    moved.map(({ id }) => id),
  );
  await play(work, moved, stages);
}

function standing({ id, values }: Draft): Stay {
  return {
    deal: id,
    stage: String(values["stage"]),
    entered_at: String(values["stage_entered_at"]),
    left_at: null,
  };
}

// A deal that is already closed when it is written down, in an import, stood open from its opening on.
function firstStays(work: Work, draft: Draft, stages: readonly Stage[]): Stay[] {
  const now = standing(draft);
  const stage = stages.find(({ id }) => id === now.stage);
  const opened = draft.values["opened_on"] as string | null | undefined;
  const first = stage && stage.kind !== "open" ? firstStage(stages, "open", stage.pipeline) : undefined;
  if (!first || !opened) return [now];
  const openedAt = instantOf(opened, work.actor.timeZone, work.now);
  const entered = openedAt < now.entered_at ? openedAt : now.entered_at;
  return [{ deal: draft.id, stage: first.id, entered_at: entered, left_at: now.entered_at }, now];
}

async function leave(work: Work, stays: readonly Stay[]): Promise<void> {
  if (stays.length === 0) return;
  await sql`
    update stage_changes c
    set left_at = greatest(c.entered_at, given.entered_at), version = version + 1,
        updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid
    from jsonb_to_recordset(${JSON.stringify(stays)}::jsonb) as given (deal uuid, entered_at timestamptz)
    where c.deal_id = given.deal and c.left_at is null`.execute(work.db);
}

async function enter(work: Work, stays: readonly Stay[]): Promise<void> {
  await sql`
    insert into stage_changes (deal_id, stage_id, entered_at, left_at, created_by, updated_by)
    select deal, stage, entered_at, left_at, ${work.actor.userId}::uuid, ${work.actor.userId}::uuid
    from jsonb_to_recordset(${JSON.stringify(stays)}::jsonb)
      as given (deal uuid, stage uuid, entered_at timestamptz, left_at timestamptz)`.execute(work.db);
}
