import { sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { create, get, update, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";
import { leadEvents } from "../contract/events.ts";
import type { LeadTarget, PlannedTarget, qualifyLead as qualifyAction } from "../contract/leads.ts";
import { takeOpenLead } from "./lead-in-hand.ts";
import { qualificationPlan } from "./qualification-plan.ts";

type Decisions = BodyOf<typeof qualifyAction>;

interface Settled {
  readonly object: LeadTarget;
  readonly planned: PlannedTarget;
  readonly decided: Decisions[LeadTarget];
  /** What the others say of it: the deal's company and person, the person's company. */
  readonly besides?: Readonly<Record<string, string | null>>;
}

/**
 * Qualifies a lead: its company, person and deal are made or joined, as planned unless decided otherwise, with the rights of
 * the actor. `lead_closed` where somebody was first, and the errors of making and changing.
 */
export async function qualifyLead(work: Work, id: string, decisions: Decisions): Promise<RecordData> {
  const lead = await takeOpenLead(work, id);
  const plan = await qualificationPlan(work, lead);
  const settleOne = (object: LeadTarget, besides?: Settled["besides"]) =>
    settle(work, { object, planned: plan[object], decided: decisions[object], ...(besides && { besides }) });
  const company = await settleOne("company");
  const person = await settleOne("person", { company });
  const deal = await settleOne("deal", { company, person });
  const became = { company, person, deal };
  const qualified = await update(work, "lead", id, { status: "qualified", ...became }, { governed: true });
  await sql`insert into lead_qualifications (lead_id, unit_id, qualified_at, qualified_by)
    values (${id}, ${work.unit}::uuid, ${work.now}::timestamptz, ${work.actor.userId}::uuid)`.execute(
    work.db,
  );
  work.emit({ name: leadEvents.qualified, object: "lead", records: [id], payload: became });
  return qualified;
}

async function settle(
  work: Work,
  { object, planned, decided, besides = {} }: Settled,
): Promise<string | null> {
  const way = decided?.way ?? planned.way;
  if (way === "none") return null;
  const told = written(decided?.values ?? planned.values);
  if (way === "make") return (await create(work, object, { ...told, ...said(besides) })).id;
  const joined = decided?.id ?? planned.joins?.id;
  if (!joined) throw new AppError("field_required", { field: `${object}.id` });
  await fillIn(work, object, joined, { ...told, ...said(besides) });
  return joined;
}

/** Gives a record that is there already what it says nothing of; what it says it keeps. */
async function fillIn(
  work: Work,
  object: LeadTarget,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const record = await get(work, object, id);
  const lacking = Object.entries(values).filter(
    ([field]) => field in record && (record[field] ?? null) === null,
  );
  if (lacking.length > 0) await update(work, object, id, Object.fromEntries(lacking));
}

function said(values: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

/** As records are read, so are they not written: a link is its id. */
function written(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, bare(value)]));
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  const isLink = typeof value === "object" && value !== null && "id" in value && "title" in value;
  return isLink ? (value as LinkValue).id : value;
}
