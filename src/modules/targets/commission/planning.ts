import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { note, visibleIds, type Work } from "#records";
import type { CommissionPlan, PlanBody } from "../contract/commission.ts";
import { managesCommission, planInHand, planInSight } from "./stored-plans.ts";

export async function makePlan(work: Work, body: PlanBody): Promise<CommissionPlan> {
  assertManages(work);
  await check(work, body);
  const { rows } = await sql<{ id: string }>`
    insert into commission_plans (name, base, unit, starts_on, ends_on, tiers, created_by, updated_by)
    values (${body.name}, ${body.base}, ${body.unit}, ${body.starts_on}, ${body.ends_on ?? null}, ${JSON.stringify(body.tiers)}::jsonb,
      ${work.actor.userId}, ${work.actor.userId})
    returning id`.execute(work.db);
  const id = rows[0]?.id ?? "";
  await keepMembers(work, id, body.members);
  await note(work, { kind: "commission_plan_made", details: { name: body.name } });
  return planInSight(work, id);
}

/** Changes a plan; what is closed stays as it was closed. The unit stays once a period is closed. */
export async function changePlan(work: Work, id: string, body: PlanBody): Promise<CommissionPlan> {
  assertManages(work);
  const before = await planInHand(work, id);
  await check(work, body);
  const isBegun = before.closedUpTo !== null;
  if (isBegun && before.unit !== body.unit) throw new AppError("field_read_only", { field: "unit" });
  if (isBegun && before.starts_on !== body.starts_on)
    throw new AppError("field_read_only", { field: "starts_on" });
  if (isBegun && before.base !== body.base) throw new AppError("field_read_only", { field: "base" });
  await sql`
    update commission_plans set name = ${body.name}, base = ${body.base}, unit = ${body.unit}, starts_on = ${body.starts_on},
      ends_on = ${body.ends_on ?? null}, tiers = ${JSON.stringify(body.tiers)}::jsonb, updated_at = ${work.now},
      updated_by = ${work.actor.userId}, version = version + 1
    where id = ${id}`.execute(work.db);
  await keepMembers(work, id, body.members);
  const changes = Object.fromEntries(
    (["name", "tiers", "ends_on"] as const)
      .map((name) => [name, { from: before[name], to: body[name] ?? null }] as const)
      .filter(([, { from, to }]) => JSON.stringify(from) !== JSON.stringify(to)),
  );
  await note(work, { kind: "commission_plan_changed", details: { name: body.name }, changes });
  return planInSight(work, id);
}

/** Throws `record_in_use` where a period of it is closed: then it is ended by a day. */
export async function removePlan(work: Work, id: string): Promise<void> {
  assertManages(work);
  const plan = await planInHand(work, id);
  if (plan.closedUpTo !== null) throw new AppError("record_in_use");
  await sql`delete from commission_plans where id = ${id}`.execute(work.db);
  await note(work, { kind: "commission_plan_changed", details: { name: plan.name, removed: true } });
}

function assertManages(work: Work): void {
  if (!managesCommission(work)) throw new AppError("not_allowed");
}

async function check(work: Work, body: PlanBody): Promise<void> {
  const begins = body.tiers.map(({ from }) => Number(from));
  if (begins[0] !== 0 || begins.some((from, at) => at > 0 && from <= (begins[at - 1] ?? 0)))
    throw new AppError("field_invalid", { field: "tiers" });
  if (body.ends_on && body.ends_on < body.starts_on)
    throw new AppError("field_invalid", { field: "ends_on" });
  const members = [...new Set(body.members)];
  if ((await visibleIds(work, "user", members)).length < members.length)
    throw new AppError("link_not_found", { field: "members" });
}

async function keepMembers(work: Work, plan: string, members: readonly string[]): Promise<void> {
  await sql`delete from commission_members where plan_id = ${plan} and user_id <> all(${[...members]}::uuid[])`.execute(
    work.db,
  );
  await sql`insert into commission_members (plan_id, user_id) select ${plan}, unnest(${[...members]}::uuid[]) on conflict do nothing`.execute(
    work.db,
  );
}
