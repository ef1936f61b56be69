import { z } from "zod";
import { interactionBody, timelinePage, timelineQuery } from "#customers/contract";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";

export const moveDeal = defineAction({
  id: "deals.move",
  method: "PUT",
  path: "/api/deals/:id/stage",
  summary: "Moves a deal to another open stage, also of another pipeline",
  permission: "deals:move",
  params: idParams,
  body: z.strictObject({ stage: z.uuid() }),
  output: recordShape,
});

export const closeDeal = defineAction({
  id: "deals.close",
  method: "POST",
  path: "/api/deals/:id/closure",
  summary: "Closes a deal as won, or as lost with the reason",
  permission: "deals:close",
  params: idParams,
  body: z.strictObject({
    outcome: z.enum(["won", "lost"]),
    /** Today unless told. */
    closed_on: z.iso.date().optional(),
    /** Where a pipeline has several won or lost stages; the first unless told. */
    stage: z.uuid().optional(),
    lost_reason: z.string().max(60).nullish(),
    lost_comment: z.string().trim().max(500).nullish(),
    competitors: z.array(z.uuid()).max(50).optional(),
  }),
  output: recordShape,
});

export const reopenDeal = defineAction({
  id: "deals.reopen",
  method: "DELETE",
  path: "/api/deals/:id/closure",
  summary: "Opens a closed deal again, in the last open stage it stood in",
  permission: "deals:close",
  params: idParams,
  output: recordShape,
});

export const setNextStep = defineAction({
  id: "deals.next_step",
  method: "PUT",
  path: "/api/deals/:id/next-step",
  summary: "Says what happens next with a deal and when; empty when nothing does",
  permission: "signed_in",
  params: idParams,
  body: z.strictObject({
    next_step: z.string().trim().max(300).nullable(),
    next_step_on: z.iso.date().nullable(),
  }),
  output: recordShape,
});

export const takeAmountFromProducts = defineAction({
  id: "deals.amount_from_products",
  method: "PUT",
  path: "/api/deals/:id/amount-from-products",
  summary: "Sets the amount of a deal to the sum of its products after discounts",
  permission: "signed_in",
  params: idParams,
  output: recordShape,
});

export const recordDealInteraction = defineAction({
  id: "deals.record_interaction",
  method: "POST",
  path: "/api/deals/:id/interactions",
  summary: "Writes down a call, a meeting, a visit or a message about a deal, with its person or company",
  permission: "signed_in",
  params: idParams,
  body: interactionBody.omit({ deal: true }),
  output: recordShape,
  status: 201,
});

export const readDealTimeline = defineAction({
  id: "deals.timeline",
  method: "GET",
  path: "/api/deals/:id/timeline",
  summary: "Everything that happened with a deal, newest first",
  permission: "signed_in",
  params: idParams,
  query: timelineQuery,
  output: timelinePage,
});
