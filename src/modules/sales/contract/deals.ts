import { z } from "zod";
import { interactionBody, timelinePage, timelineQuery } from "#customers/contract";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";

/** What a stage asks for on the way in, given along with the step: fields, and things ticked (ids of requirements). */
const entry = {
  values: z.record(z.string().max(63), z.unknown()).optional(),
  checks: z.array(z.uuid()).max(100).optional(),
};

export const moveDeal = defineAction({
  id: "deals.move",
  method: "PUT",
  path: "/api/deals/:id/stage",
  summary: "Moves a deal to another open stage, also of another pipeline",
  permission: "deals:move",
  params: idParams,
  /** `deal_incomplete` names what is missing in `missing`: `{ stage, fields, checks }`. */
  body: z.strictObject({ stage: z.uuid(), ...entry }),
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
    won_reason: z.string().max(60).nullish(),
    won_comment: z.string().trim().max(500).nullish(),
    competitors: z.array(z.uuid()).max(50).optional(),
    ...entry,
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

export const readStageEntry = defineAction({
  id: "deals.stage_entry",
  method: "GET",
  path: "/api/deals/:id/stage-entry",
  summary: "What a deal still lacks to come into a stage; the one in which it stands unless told",
  permission: "signed_in",
  params: idParams,
  query: z.strictObject({ stage: z.uuid().optional() }),
  output: z.strictObject({
    /** Names of fields, with `won_reason`, `lost_comment` and such where the stage closes the deal. */
    fields: z.array(z.string()),
    checks: z.array(z.strictObject({ id: z.uuid(), text: z.string() })),
  }),
});
export type StageEntry = z.infer<typeof readStageEntry.output>;

const part = z.strictObject({
  name: z.string().trim().min(1).max(300),
  amount: z.string().regex(/^\d{1,15}(\.\d{1,6})?$/),
  expected_close_on: z.iso.date().nullish(),
  owner: z.uuid().nullish(),
});

export const splitDeal = defineAction({
  id: "deals.split",
  method: "POST",
  path: "/api/deals/:id/parts",
  summary: "Splits parts off an open deal, each a deal of its own; the amounts of all add up to what it was",
  permission: "deals:split",
  params: idParams,
  body: z.strictObject({ parts: z.array(part).min(1).max(20) }),
  output: z.strictObject({ deal: recordShape, parts: z.array(z.uuid()) }),
  status: 201,
});

const playbookStep = z.strictObject({
  id: z.uuid(),
  subject: z.string(),
  description: z.string().nullable(),
  /** The task that it became; null where that was removed, or is not seen. */
  task: z
    .strictObject({
      id: z.uuid(),
      done_at: z.iso.datetime().nullable(),
      due_at: z.iso.datetime().nullable(),
      owner: z.string().nullable(),
    })
    .nullable(),
});

export const readPlaybook = defineAction({
  id: "deals.playbook",
  method: "GET",
  path: "/api/deals/:id/playbook",
  summary: "What is to be done with a deal in its stage, and how far it has come",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({ stage: z.string(), steps: z.array(playbookStep) }),
});
export type Playbook = z.infer<typeof readPlaybook.output>;

const askedFor = z.strictObject({
  reason: z.boolean(),
  comment: z.boolean(),
  competitor: z.boolean(),
  /** Names of fields of deals. */
  fields: z.array(z.string().max(63)).max(30),
});
const closingRules = z.strictObject({ won: askedFor, lost: askedFor });
export type ClosingRules = z.infer<typeof closingRules>;

export const readClosingRules = defineAction({
  id: "deals.closing_rules",
  method: "GET",
  path: "/api/closing-rules",
  summary: "What the organisation asks for when a deal is won or lost",
  permission: "signed_in",
  output: closingRules,
});

export const changeClosingRules = defineAction({
  id: "deals.change_closing_rules",
  method: "PUT",
  path: "/api/closing-rules",
  summary: "Says what is asked for when a deal is won or lost; a lost one always asks for the reason",
  permission: "settings:change",
  body: closingRules,
  output: closingRules,
});
