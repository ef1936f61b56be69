import { sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { dayIn } from "#kernel/period";
import { update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import type { closeDeal as closeDealAction } from "../contract/deals.ts";
import { salesEvents } from "../contract/events.ts";
import { firstStage, type Stage } from "../pipelines/stages.ts";
import { askBeforeClosing } from "./asking-before-closing.ts";
import { type DealInHand, takeInHand } from "./deal-in-hand.ts";

type Closure = BodyOf<typeof closeDealAction>;

/** What a deal that is open again no longer has. */
export const asReopened = {
  closed_on: null,
  lost_reason: null,
  lost_comment: null,
  won_reason: null,
  won_comment: null,
} as const;

/**
 * Closes a deal as won, or as lost for a reason. `already_done` when it is closed, `deal_incomplete` where the organisation or
 * the stage asks for more. `unasked` where nobody is there to answer: a customer accepted, or an act is taken back.
 */
export async function closeDeal(
  work: Work,
  id: string,
  closure: Closure,
  { unasked = false }: { readonly unasked?: boolean } = {},
): Promise<RecordData> {
  const inHand = await takeInHand(work, id, "deals:close");
  if (inHand.stage.kind !== "open") throw new AppError("already_done");
  const lost = closure.outcome === "lost";
  if (lost && !closure.lost_reason) throw new AppError("lost_reason_required", { field: "lost_reason" });
  const stage = closingStage(inHand, closure);
  if (!unasked) await askBeforeClosing(work, inHand, stage, closure);
  const deal = await update(
    work,
    "deal",
    id,
    {
      stage: stage.id,
      closed_on: closingDay(work, inHand, closure),
      lost_reason: lost ? closure.lost_reason : null,
      lost_comment: lost ? closure.lost_comment || null : null,
      won_reason: lost ? null : closure.won_reason || null,
      won_comment: lost ? null : closure.won_comment || null,
      ...(closure.competitors ? { competitors: closure.competitors } : {}),
    },
    { governed: true },
  );
  work.emit({
    name: salesEvents.dealClosed,
    object: "deal",
    records: [id],
    payload: { outcome: closure.outcome, lost_reason: lost ? closure.lost_reason : null },
  });
  return deal;
}

/** Opens a closed deal again where it last stood open. `already_done` when it is open. */
export async function reopenDeal(work: Work, id: string): Promise<RecordData> {
  const { stage, stages } = await takeInHand(work, id, "deals:close");
  if (stage.kind === "open") throw new AppError("already_done");
  const last =
    (await lastOpenStage(work, id, stage.pipeline)) ?? firstStage(stages, "open", stage.pipeline)?.id;
  if (!last) throw new AppError("field_required", { field: "stage" });
  const deal = await update(work, "deal", id, { stage: last, ...asReopened }, { governed: true });
  work.emit({ name: salesEvents.dealReopened, object: "deal", records: [id], payload: { stage: last } });
  return deal;
}

function closingStage({ stage, stages }: DealInHand, { outcome, stage: wanted }: Closure): Stage {
  const found = wanted
    ? stages.find(
        ({ id, kind, pipeline }) => id === wanted && kind === outcome && pipeline === stage.pipeline,
      )
    : firstStage(stages, outcome, stage.pipeline);
  if (!found) throw new AppError("field_invalid", { field: wanted ? "stage" : "outcome" });
  return found;
}

function closingDay(work: Work, { openedOn }: DealInHand, closure: Closure): string {
  const today = dayIn(work.actor.timeZone, work.now);
  const day = closure.closed_on ?? today;
  if (day > today || (openedOn !== null && day < openedOn))
    throw new AppError("field_invalid", { field: "closed_on" });
  return day;
}

async function lastOpenStage(work: Work, deal: string, pipeline: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select s.id from stage_changes c join stages s on s.id = c.stage_id
    where c.deal_id = ${deal} and s.kind = 'open' and s.pipeline_id = ${pipeline} and s.archived_at is null
    order by c.entered_at desc, c.id desc limit 1`.execute(work.db);
  return rows[0]?.id;
}
