import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";
import { instant } from "./shapes.ts";

const partyKind = z.enum(["person", "company"]);
export type PartyKind = z.infer<typeof partyKind>;

const evidence = z.strictObject({
  field: z.enum(["name", "email", "phone", "tax_number", "website", "birth_date", "company", "address"]),
  /** How alike the two are in it, 0 to 1; 0 says something else. */
  likeness: z.number().min(0).max(1),
});
export type DuplicateEvidence = z.infer<typeof evidence>;

const likeness = {
  /** How likely it is that the two are the same, 0 to 1. */
  score: z.number().min(0).max(1),
  /** What tells it; of fields that the reader sees alone. */
  evidence: z.array(evidence),
};

const candidate = z.strictObject({ object: partyKind, id: z.uuid(), title: z.string(), ...likeness });
export type DuplicateCandidate = z.infer<typeof candidate>;

const side = z.strictObject({ id: z.uuid(), title: z.string() });

const decision = z.enum(["not_duplicate", "later"]);
export type DuplicateDecision = z.infer<typeof decision>;

const pair = z.strictObject({
  id: z.uuid(),
  object: partyKind,
  ...likeness,
  left: side,
  right: side,
  foundAt: instant,
  /** What somebody said of it; null where nobody has, or where it was put off and the time has come. */
  decision: decision.nullable(),
  /** The day until which it is put off. */
  until: z.iso.date().nullable(),
  /** Whether the reader may say something of it: they may change one of the two. */
  mine: z.boolean(),
  /** Whether the reader may change both, without which nobody merges them. */
  bothMine: z.boolean(),
});
export type DuplicatePair = z.infer<typeof pair>;

const pairsQuery = z.strictObject({
  object: partyKind.optional(),
  state: z.enum(["open", "later", "not_duplicate"]).default("open"),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z
    .string()
    .regex(/^[01](\.\d{1,10})?_[0-9a-f-]{36}$/)
    .optional(),
});
export type PairsQuery = z.infer<typeof pairsQuery>;

export const listDuplicates = defineAction({
  id: "duplicates.list",
  method: "GET",
  path: "/api/duplicates",
  summary:
    "People and companies that may be there twice, the likeliest first; those of which the reader sees both. `next` goes into `after`",
  permission: "signed_in",
  query: pairsQuery,
  output: z.strictObject({ data: z.array(pair), next: z.string().nullable() }),
});
export type DuplicatePage = z.infer<typeof listDuplicates.output>;

export const decideDuplicate = defineAction({
  id: "duplicates.decide",
  method: "PUT",
  path: "/api/duplicates/:id/decision",
  summary: "Says that two are not the same, which is remembered, or puts the question off for a week",
  permission: "signed_in",
  params: idParams,
  body: z.strictObject({ decision }),
});

export const reopenDuplicate = defineAction({
  id: "duplicates.reopen",
  method: "DELETE",
  path: "/api/duplicates/:id/decision",
  summary: "Takes back what was said of two that may be the same",
  permission: "signed_in",
  params: idParams,
});

/** What is known of somebody who is about to be written down; each in the shape of its field. */
const asked = z.strictObject({
  object: partyKind,
  values: z.record(z.string().max(63), z.unknown()),
});

export const findCandidates = defineAction({
  id: "duplicates.candidates",
  method: "POST",
  path: "/api/duplicates/candidates",
  summary: "Who is there already that somebody about to be made may be; at most five, the likeliest first",
  permission: "signed_in",
  body: asked,
  output: z.strictObject({ data: z.array(candidate) }),
});

/** Two less alike than this are not kept. */
export const weakestQuestion = 0.55;

/** From which likeness one is asked, and from which it is taken for certain. */
const thresholds = z.strictObject({
  /** Two that are this alike are worth a question: they stand in the list and are shown while somebody types. */
  ask: z.number().min(weakestQuestion).max(0.8),
  /** Who is this alike to somebody is not made without saying so. */
  certain: z.number().min(0.75).max(1),
  /** Whether making somebody who is certain to be there already is refused until one insists. */
  warn: z.boolean(),
});
export type DuplicateThresholds = z.infer<typeof thresholds>;

export const readThresholds = defineAction({
  id: "duplicates.thresholds",
  method: "GET",
  path: "/api/duplicates/thresholds",
  summary: "From which likeness two records are asked about, and from which they are certain",
  permission: "signed_in",
  output: thresholds,
});

export const changeThresholds = defineAction({
  id: "duplicates.change_thresholds",
  method: "PUT",
  path: "/api/duplicates/thresholds",
  summary: "Says from which likeness two records are asked about, and from which they are certain",
  permission: "settings:change",
  body: thresholds,
  output: thresholds,
});
