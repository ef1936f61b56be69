import { recordInteraction } from "#customers";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { get, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";
import type { recordDealInteraction as recordDealInteractionAction } from "../contract/deals.ts";

/** Writes down what passed about a deal, with the person it goes through or else its company. */
export async function recordDealInteraction(
  work: Work,
  id: string,
  body: BodyOf<typeof recordDealInteractionAction>,
): Promise<RecordData> {
  const deal = await get(work, "deal", id);
  const party = (deal["person"] ?? deal["company"]) as LinkValue | null | undefined;
  if (!party) throw new AppError("field_required", { field: "person" });
  return recordInteraction(work, party.id, { ...body, deal: id });
}
