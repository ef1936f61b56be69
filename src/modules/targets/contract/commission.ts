import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";
import { periodShape, periodUnit } from "./periods.ts";

/** By what sellers earn. */
export const commissionBases = ["deal_won", "invoice_paid"] as const;

const percentText = z.string().regex(/^\d{1,3}(\.\d{1,4})?$/);

/** From which part of the target on, in percent, how much is earned of what is sold, in percent. */
export const tier = z.strictObject({
  from: percentText,
  rate: percentText.refine((rate) => Number(rate) <= 100),
});
export type Tier = z.infer<typeof tier>;

const planBody = z.strictObject({
  name: z.string().trim().min(1).max(100),
  base: z.enum(commissionBases).default("deal_won"),
  unit: periodUnit.default("month"),
  starts_on: z.iso.date(),
  ends_on: z.iso.date().nullish(),
  /** The first begins at nothing. */
  tiers: z.array(tier).min(1).max(10),
  members: z.array(z.uuid()).max(1000),
});
export type PlanBody = z.infer<typeof planBody>;

const named = z.strictObject({ id: z.string(), title: z.string().nullable() });

export const planShape = z.strictObject({
  id: z.string(),
  name: z.string(),
  base: z.enum(commissionBases),
  unit: periodUnit,
  starts_on: z.string(),
  ends_on: z.string().nullable(),
  tiers: z.array(tier),
  members: z.array(named),
  /** First day of the newest period that is closed. */
  closedUpTo: z.string().nullable(),
});
export type CommissionPlan = z.infer<typeof planShape>;

export const readPlans = defineAction({
  id: "commission.plans",
  method: "GET",
  path: "/api/commission-plans",
  summary: "The commission plans: one's own, or all for those who manage them",
  permission: "signed_in",
  output: z.strictObject({ data: z.array(planShape) }),
});

export const makePlan = defineAction({
  id: "commission.make_plan",
  method: "POST",
  path: "/api/commission-plans",
  summary: "Makes a commission plan",
  permission: "commission:manage",
  body: planBody,
  output: planShape,
  status: 201,
});

export const changePlan = defineAction({
  id: "commission.change_plan",
  method: "PUT",
  path: "/api/commission-plans/:id",
  summary: "Changes a commission plan for the periods that are not closed",
  permission: "commission:manage",
  params: idParams,
  body: planBody,
  output: planShape,
});

export const removePlan = defineAction({
  id: "commission.remove_plan",
  method: "DELETE",
  path: "/api/commission-plans/:id",
  summary: "Removes a commission plan of which no period is closed",
  permission: "commission:manage",
  params: idParams,
});

export const closePeriod = defineAction({
  id: "commission.close_period",
  method: "POST",
  path: "/api/commission-plans/:id/closures",
  summary: "Closes a period of a plan: its statements stay, later changes become corrections in the next",
  permission: "commission:manage",
  params: idParams,
  body: z.strictObject({ on: z.iso.date() }),
  output: z.strictObject({ statements: z.int() }),
  status: 201,
});

export const statementRow = z.strictObject({
  kind: z.enum(["earned", "correction"]),
  /** Null where the reader does not see the deal, or it is gone. */
  deal: named.nullable(),
  /** Of a plan that goes by invoices: the invoice, or the credit note that takes back; null where the reader does not see it. */
  invoice: named.nullable(),
  title: z.string().nullable(),
  day: z.string(),
  /** First day of the period in which it was earned: of a correction an earlier one. */
  earnedIn: z.string(),
  /** Of a correction: what it was earned by is no longer won, comes to something else, or was added later. */
  reason: z.enum(["gone", "changed", "added"]).nullable(),
  /** What counts of it; null to those who may not see amounts. */
  base: z.string().nullable(),
  /** Which part of it is this seller's, in percent. */
  share: z.string(),
  /** In percent. */
  rate: z.string(),
  amount: z.string(),
});
export type StatementRow = z.infer<typeof statementRow>;

const summary = z.strictObject({
  plan: z.strictObject({ id: z.string(), name: z.string(), base: z.enum(commissionBases) }),
  user: named,
  period: periodShape,
  state: z.enum(["open", "closed"]),
  /** The target that tiers go by; without one all is earned at the first rate. */
  quota: z.string().nullable(),
  /** What was sold, as far as it counts; null to those who may not see amounts. */
  sold: z.string().nullable(),
  corrections: z.string(),
  total: z.string(),
  currency: z.string(),
});
export type StatementSummary = z.infer<typeof summary>;

export const readStatements = defineAction({
  id: "commission.statements",
  method: "GET",
  path: "/api/commission-statements",
  summary: "What sellers earn in a period by each plan: one's own, or all for those who manage commission",
  permission: "signed_in",
  query: z.strictObject({ on: z.iso.date().optional(), plan: z.uuid().optional() }),
  output: z.strictObject({ data: z.array(summary) }),
});

export const readStatement = defineAction({
  id: "commission.statement",
  method: "GET",
  path: "/api/commission-plans/:id/statement",
  summary: "A seller's statement by a plan, each amount with the deal, the share and the rate it comes from",
  permission: "signed_in",
  params: idParams,
  query: z.strictObject({ on: z.iso.date().optional(), user: z.uuid().optional() }),
  output: summary.extend({ rows: z.array(statementRow) }),
});

const split = z.strictObject({ user: z.uuid(), share: percentText });

export const readSplits = defineAction({
  id: "deals.read_commission_split",
  method: "GET",
  path: "/api/deals/:id/commission-split",
  summary: "Who earns which part of a deal; without a split its owner earns all",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({
    data: z.array(z.strictObject({ user: named, share: z.string() })),
    maySplit: z.boolean(),
  }),
});

export const splitCommission = defineAction({
  id: "deals.split_commission",
  method: "PUT",
  path: "/api/deals/:id/commission-split",
  summary:
    "Says who earns which part of a deal; the parts are a hundred percent together, none gives it to the owner",
  permission: "signed_in",
  params: idParams,
  body: z.strictObject({ splits: z.array(split).max(20) }),
  output: readSplits.output,
});
