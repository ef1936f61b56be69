import { type RawBuilder, sql } from "kysely";
import { AppError } from "#kernel/error";
import { titleExpression, visibleWhere, type Work } from "#records";
import { grantOn, permits } from "#records/contract";
import type { CommissionPlan } from "../contract/commission.ts";

/** The plans that the actor may see: their own, or all with `commission:manage`. */
export async function seenPlans(work: Work): Promise<readonly CommissionPlan[]> {
  return plansWhere(work, sql`true`);
}

/** Throws `not_found`. */
export async function planInSight(work: Work, id: string): Promise<CommissionPlan> {
  const [plan] = await plansWhere(work, sql`p.id = ${id}`);
  if (!plan) throw new AppError("not_found");
  return plan;
}

/** The same locked until the unit ends: a plan is not changed while a period of it is closed, nor two periods closed at once. */
export async function planInHand(work: Work, id: string): Promise<CommissionPlan> {
  await sql`select 1 from commission_plans where id = ${id} for update`.execute(work.db);
  return planInSight(work, id);
}

async function plansWhere(work: Work, condition: RawBuilder<unknown>): Promise<readonly CommissionPlan[]> {
  // A key of its user's that has nothing to do with deals is told nothing of their pay.
  if (!managesCommission(work) && grantOn(work.actor.rights, "deal").read === "none") return [];
  const user = work.catalogue.object("user");
  const { rows } = await sql<CommissionPlan>`
    select p.id, p.name, p.base, p.unit, p.starts_on, p.ends_on, p.tiers,
      coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'title', ${titleExpression(work, user, "u")}) order by u.name, u.id)
        from commission_members m join users u on u.id = m.user_id
        where m.plan_id = p.id and ${visibleWhere(work, "user", "u")} and (${managesCommission(work)} or u.id = ${work.actor.userId})), '[]') as members,
      (select max(c.starts_on)::text from commission_closures c where c.plan_id = p.id) as "closedUpTo"
    from commission_plans p
    where ${condition} and (${managesCommission(work)}
      or exists (select 1 from commission_members m where m.plan_id = p.id and m.user_id = ${work.actor.userId}))
    order by p.name, p.id limit 500`.execute(work.db);
  return rows;
}

export function managesCommission(work: Work): boolean {
  return permits(work.actor.rights, "commission:manage");
}
