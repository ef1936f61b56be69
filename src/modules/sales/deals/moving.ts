import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { update, type Work } from "#records";
import { permits, type RecordData } from "#records/contract";
import type { moveDeal as moveDealAction } from "../contract/deals.ts";
import { salesEvents } from "../contract/events.ts";
import { asReopened } from "./closing.ts";
import { assertSells, takeInHand } from "./deal-in-hand.ts";
import { comeInto } from "./entering-stages.ts";

type Move = BodyOf<typeof moveDealAction>;

/**
 * Moves a deal to another open stage. Won and lost are reached by closing alone; out of them is reopening,
 * which asks for its permission. `deal_incomplete` where the stage asks for more than the deal says; on the way back,
 * `unasked`, it asks for nothing.
 */
export async function moveDeal(
  work: Work,
  id: string,
  { stage: to, ...given }: Move,
  { unasked = false }: { readonly unasked?: boolean } = {},
): Promise<RecordData> {
  const { stage, stages } = await takeInHand(work, id, "deals:move");
  const target = stages.find((candidate) => candidate.id === to);
  if (!target) throw new AppError("link_not_found", { field: "stage" });
  if (target.kind !== "open") throw new AppError("stage_not_open", { field: "stage" });
  if (target.id === stage.id) throw new AppError("already_done");
  assertSells(target);
  const reopens = stage.kind !== "open";
  if (reopens && !permits(work.actor.rights, "deals:close")) throw new AppError("not_allowed");
  if (!unasked) await comeInto(work, id, target, given);
  const deal = await update(
    work,
    "deal",
    id,
    { stage: to, ...(reopens ? asReopened : {}) },
    { governed: true },
  );
  work.emit(
    reopens
      ? { name: salesEvents.dealReopened, object: "deal", records: [id], payload: { stage: to } }
      : { name: salesEvents.dealMoved, object: "deal", records: [id], payload: { from: stage.id, to } },
  );
  return deal;
}
