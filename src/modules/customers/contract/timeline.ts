import { z } from "zod";
import { defineAction } from "#kernel/action";
import { money } from "#kernel/money";
import { idParams } from "#records/contract";
import { instant, linkShape } from "./shapes.ts";

/** Where an entry comes from; what the chips above a timeline filter by. */
export const timelineKinds = ["interaction", "note", "task", "deal", "lead", "ticket"] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** What happened with a document: the key of its words, and what stands in them; amounts as money. */
const happening = z.strictObject({
  text: z.string(),
  values: z.record(z.string(), z.union([z.string(), money])),
});
export type Happening = z.infer<typeof happening>;

/** Facts of an entry beyond its words; which of them are there depends on `kind`. */
const timelineDetails = z.strictObject({
  /** interaction */
  channel: z.string().optional(),
  direction: z.enum(["in", "out", "both"]).optional(),
  outcome: z.string().nullish(),
  /** In seconds. */
  duration: z.number().nullish(),
  /** By which a reader is told in their own language what else the title says in the organisation's. */
  happening: happening.nullish(),
  /** note */
  pinned: z.boolean().optional(),
  /** lead */
  source: z.string().nullish(),
  unqualified_reason: z.string().nullish(),
  /** task */
  task_kind: z.string().optional(),
  priority: z.string().optional(),
  due_at: instant.nullish(),
  done_at: instant.nullish(),
  /** deal: the stage it came to, and the one it came from */
  stage: z.string().optional(),
  from_stage: z.string().nullish(),
  amount: z.string().nullish(),
  currency: z.string().nullish(),
  lost_reason: z.string().nullish(),
});

export const timelineEntry = z.strictObject({
  /** Unique on the timeline; the record's id, or for `deal` that of the change of its stage. */
  id: z.uuid(),
  at: instant,
  kind: z.enum(timelineKinds),
  /**
   * interaction: `message` `call` `meeting` `visit` `form` `document` `payment` `event` · note: `written` ·
   * task: `planned` `done` · deal: `opened` `moved` `won` `lost` `reopened` ·
   * lead: `came_in` `qualified` `unqualified` · ticket: `opened` `solved` `reopened`
   */
  event: z.string(),
  /** The record to open. */
  object: z.string(),
  record: z.uuid(),
  /** Subject of an interaction or a task, name of a deal; null for a note. */
  title: z.string().nullable(),
  /** Text of an interaction, a note or a task. */
  text: z.string().nullable(),
  /** Whom it was with: on a company's timeline also its people. */
  party: linkShape.nullable(),
  deal: linkShape.nullable(),
  /** Our colleague: who spoke, wrote, owns the task, moved the deal. */
  actor: linkShape.nullable(),
  details: timelineDetails,
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const timelineQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(50).default(50),
  cursor: z.string().max(200).optional(),
  /** Kinds wanted, by comma; all unless told. */
  kinds: z.string().max(100).optional(),
});

export const timelinePage = z.strictObject({ data: z.array(timelineEntry), next: z.string().nullable() });
export type TimelinePage = z.infer<typeof timelinePage>;

export const readPartyTimeline = defineAction({
  id: "parties.timeline",
  method: "GET",
  path: "/api/parties/:id/timeline",
  summary:
    "Everything that passed between a person or company and us, newest first; a company shows its people's too",
  permission: "signed_in",
  params: idParams,
  query: timelineQuery,
  output: timelinePage,
});
