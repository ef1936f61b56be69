import { z } from "zod";
import { timelinePage, timelineQuery } from "#customers/contract";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";
import { openStatuses } from "./lead-objects.ts";

const linked = z.strictObject({ id: z.uuid(), title: z.string(), object: z.string() });

export const moveLead = defineAction({
  id: "leads.move",
  method: "PUT",
  path: "/api/leads/:id/status",
  summary: "Says how far a lead has come that nobody has decided on yet",
  permission: "leads:qualify",
  params: idParams,
  body: z.strictObject({ status: z.enum(openStatuses) }),
  output: recordShape,
});

/** The three that a lead can become. */
export const leadTargets = ["company", "person", "deal"] as const;
export type LeadTarget = (typeof leadTargets)[number];

const candidate = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  /** How alike, 0 to 1; null for a deal, which is open with the same customer. */
  score: z.number().nullable(),
});

const planned = z.strictObject({
  /** What is done unless told otherwise: made anew, joined to one that is there, or left out. */
  way: z.enum(["make", "join", "none"]),
  /** The one that is joined, where that is certain: the party of the lead, the company of its person. */
  joins: linked.nullable(),
  /** What a new one gets, and one that is joined where it says nothing yet; as a form shows them. */
  values: z.record(z.string(), z.unknown()),
  candidates: z.array(candidate),
});
export type PlannedTarget = z.infer<typeof planned>;

export const previewQualification = defineAction({
  id: "leads.preview_qualification",
  method: "GET",
  path: "/api/leads/:id/qualification",
  summary:
    "What qualifying a lead would make or join, by the field map, and who is there already that it may be",
  permission: "leads:qualify",
  params: idParams,
  output: z.strictObject({ company: planned, person: planned, deal: planned }),
});
export type QualificationPlan = z.infer<typeof previewQualification.output>;

const decided = z
  .strictObject({
    way: z.enum(["make", "join", "none"]),
    /** Which one is joined. */
    id: z.uuid().optional(),
    /** In place of what the map says. */
    values: z.record(z.string().max(63), z.unknown()).optional(),
  })
  .optional();

export const qualifyLead = defineAction({
  id: "leads.qualify",
  method: "POST",
  path: "/api/leads/:id/qualification",
  summary: "Qualifies a lead: makes or joins its company, person and deal in one step",
  permission: "leads:qualify",
  params: idParams,
  body: z.strictObject({ company: decided, person: decided, deal: decided }),
  output: recordShape,
});

export const takeQualificationBack = defineAction({
  id: "leads.take_qualification_back",
  method: "DELETE",
  path: "/api/leads/:id/qualification",
  summary: "Takes the qualifying of a lead back; what somebody has changed since stays and is named",
  permission: "leads:qualify",
  params: idParams,
  output: z.strictObject({
    lead: recordShape,
    stays: z.array(linked.extend({ field: z.string().nullable() })),
  }),
});

export const disqualifyLead = defineAction({
  id: "leads.disqualify",
  method: "POST",
  path: "/api/leads/:id/disqualification",
  summary: "Says that a lead comes to nothing, and why",
  permission: "leads:qualify",
  params: idParams,
  body: z.strictObject({ reason: z.string().max(60), comment: z.string().trim().max(500).nullish() }),
  output: recordShape,
});

export const recycleLead = defineAction({
  id: "leads.recycle",
  method: "DELETE",
  path: "/api/leads/:id/disqualification",
  summary: "Takes up again a lead that had come to nothing",
  permission: "leads:qualify",
  params: idParams,
  output: recordShape,
});

export const readLeadTimeline = defineAction({
  id: "leads.timeline",
  method: "GET",
  path: "/api/leads/:id/timeline",
  summary: "Everything that happened with the party of a lead, newest first",
  permission: "signed_in",
  params: idParams,
  query: timelineQuery,
  output: timelinePage,
});

/** A field of the lead or of its party, and where its value goes. */
export const mappedField = z.strictObject({
  from: z.string().regex(/^(lead|party)\.[a-z][a-z0-9_]*$/),
  to: z.string().regex(/^(company|person|deal)\.[a-z][a-z0-9_]*$/),
});
export type MappedField = z.infer<typeof mappedField>;

const leadSettings = z.strictObject({
  /** What qualifying takes over; of several for one goal the first that says something. */
  map: z.array(mappedField).max(200),
  /** Hours after which a lead goes back that its owner has not touched; null: it stays. */
  return_after: z.int().min(1).max(8760).nullable(),
});
export type LeadSettings = z.infer<typeof leadSettings>;

export const readLeadSettings = defineAction({
  id: "leads.settings",
  method: "GET",
  path: "/api/lead-settings",
  summary: "The field map of qualifying, and when untouched leads go back",
  permission: "signed_in",
  output: leadSettings,
});

export const changeLeadSettings = defineAction({
  id: "leads.change_settings",
  method: "PUT",
  path: "/api/lead-settings",
  summary: "Changes the field map of qualifying, and when untouched leads go back",
  permission: "settings:change",
  body: leadSettings,
  output: leadSettings,
});
