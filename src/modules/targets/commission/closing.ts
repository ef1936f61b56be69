import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { dayIn } from "#kernel/period";
import { note, type Work } from "#records";
import { sumOf } from "./statement.ts";
import { closures, inPlan, nextOpen, periodOf, type Stated, statementsOf } from "./stating.ts";
import { managesCommission, planInSight } from "./stored-plans.ts";

/**
 * Closes the first open period of a plan once it is over: what is stated then stays. Throws `already_done`, `period_not_over` and
 * `earlier_period_open`.
 */
export async function closePeriod(work: Work, id: string, on: string): Promise<{ statements: number }> {
  if (!managesCommission(work)) throw new AppError("not_allowed");
  await sql`select 1 from commission_plans where id = ${id} for update`.execute(work.db);
  const plan = await planInSight(work, id);
  const period = periodOf(plan, on);
  const closed = await closures(work, plan);
  if (closed.some(({ startsOn }) => startsOn === period.from)) throw new AppError("already_done");
  if (period.until > dayIn(work.actor.timeZone, work.now))
    throw new AppError("period_not_over", { field: "on" });
  const next = nextOpen(plan, closed);
  if (next !== period.from) throw new AppError("earlier_period_open", { field: "on", params: { day: next } });
  const statements = await statementsOf(work, plan, period);
  await sql`insert into commission_closures (plan_id, starts_on, ends_on, tiers, closed_at, closed_by)
    values (${id}, ${period.from}, ${inPlan(plan, period).until}, ${JSON.stringify(plan.tiers)}::jsonb, ${work.now}, ${work.actor.userId})`.execute(
    work.db,
  );
  for (const statement of statements) await keep(work, { plan: id, startsOn: period.from }, statement);
  await note(work, { kind: "commission_period_closed", details: { name: plan.name, day: period.from } });
  return { statements: statements.length };
}

async function keep(
  work: Work,
  { plan, startsOn }: { readonly plan: string; readonly startsOn: string },
  { user, quota, rows }: Stated,
): Promise<void> {
  const { rows: made } = await sql<{ id: string }>`
    insert into commission_statements (plan_id, starts_on, user_id, quota, total, currency)
    values (${plan}, ${startsOn}, ${user}, ${quota}, ${sumOf(rows, "amount").toFixed(2)}, ${work.currency}) returning id`.execute(
    work.db,
  );
  await sql`
    insert into commission_rows (statement_id, position, kind, entry, deal_id, title, day, earned_in, reason, base, share, rate, amount)
    select ${made[0]?.id}, r.position, r.kind, r.entry, r.deal, r.title, r.day, r."earnedIn", r.reason, r.base, r.share, r.rate, r.amount
    from jsonb_to_recordset(${JSON.stringify(rows.map((row, position) => ({ ...row, position })))}::jsonb) as r (position int, kind text,
      entry uuid, deal uuid, title text, day date, "earnedIn" date, reason text, base numeric, share numeric, rate numeric, amount numeric)`.execute(
    work.db,
  );
}
