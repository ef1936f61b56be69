import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";
import { waysToAssign } from "./assignment-objects.ts";

const person = z.strictObject({ id: z.uuid(), name: z.string() });

/** Why somebody could not be given a lead. */
export const reasonsNot = ["away", "off_hours", "full", "had_it", "inactive"] as const;
export type ReasonNot = (typeof reasonsNot)[number];

const considered = person.extend({
  /** Null: could be given it. */
  not: z.enum(reasonsNot).nullable(),
  /** Leads that they have open. */
  open: z.int(),
  /** When this rule last gave them one. */
  last: z.iso.datetime().nullable(),
});
export type Considered = z.infer<typeof considered>;

/** A rule as it was looked at: whether it fits, and whom it could take. */
const step = z.strictObject({
  rule: person,
  way: z.enum(waysToAssign),
  fits: z.boolean(),
  people: z.array(considered).max(50),
});
export type AssignmentStep = z.infer<typeof step>;

/** How the rules come to somebody, in their order, up to the one that did. */
export const assignmentExplanation = z.strictObject({
  steps: z.array(step),
  user: person.nullable(),
});
export type AssignmentExplanation = z.infer<typeof assignmentExplanation>;

const past = z.strictObject({
  id: z.uuid(),
  user: person,
  way: z.enum(["by_hand", ...waysToAssign]),
  rule: z.string().nullable(),
  assigned_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
  ended: z.enum(["handed_over", "returned", "closed"]).nullable(),
  explanation: assignmentExplanation.nullable(),
});
export type PastAssignment = z.infer<typeof past>;

export const readAssignee = defineAction({
  id: "leads.assignee",
  method: "GET",
  path: "/api/leads/:id/assignee",
  summary: "Whose a lead was and is, and why it came to them; newest first",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({ data: z.array(past) }),
});

export const assignLead = defineAction({
  id: "leads.assign",
  method: "PUT",
  path: "/api/leads/:id/assignee",
  summary:
    "Gives a lead to somebody, or to whom the rules say; taking one that is nobody's asks for no permission to assign",
  permission: "signed_in",
  params: idParams,
  /** `user` null: by the rules. */
  body: z.strictObject({ user: z.uuid().nullable() }),
  output: recordShape,
});

export const tryAssignment = defineAction({
  id: "leads.try_assignment",
  method: "GET",
  path: "/api/leads/:id/assignment-trial",
  summary: "Who would get a lead by the rules as they are now; nothing is written",
  permission: "leads:assign",
  params: idParams,
  output: assignmentExplanation,
});

export const orderAssignmentRules = defineAction({
  id: "assignment_rules.order",
  method: "PUT",
  path: "/api/assignment-rule-order",
  summary: "Puts the rules of assignment in the order given; all of them are named",
  permission: "signed_in",
  body: z.strictObject({ rules: z.array(z.uuid()).max(200) }),
});
