import type { BodyOf } from "#kernel/action";
import { update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import type { setNextStep as setNextStepAction } from "../contract/deals.ts";
import { salesEvents } from "../contract/events.ts";

/** Says what happens next with a deal and when. Without words there is no day either. */
export async function setNextStep(
  work: Work,
  id: string,
  body: BodyOf<typeof setNextStepAction>,
): Promise<RecordData> {
  const step = body.next_step || null;
  const deal = await update(work, "deal", id, {
    next_step: step,
    next_step_on: step ? body.next_step_on : null,
  });
  work.emit({ name: salesEvents.nextStepSet, object: "deal", records: [id] });
  return deal;
}
