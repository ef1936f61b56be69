import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { businessDay, note, type Work } from "#records";
import { sumOf } from "./statement.ts";
import { closures, isNext, nextOpen } from "./closures.ts";
import { inPlan, periodOf, type Stated, statementsOf } from "./stating.ts";
import { managesCommission, planInHand } from "./stored-plans.ts";

/**
 * Closes the first open period of a plan once it is over: what is stated then stays. Throws `already_done`, `period_not_over` and
 * `earlier_period_open`.
 */
export async function closePeriod(work: Work, id: string, on: string): Promise<{ statements: number }> {
  if (!managesCommission(work)) throw new AppError("not_allowed");
  const plan = await planInHand(work, id);
  const period = periodOf(plan, on);
  const closed = await closures(work, plan);
  if (closed.some(({ startsOn }) => startsOn === period.from)) throw new AppError("already_done");
  if (period.until > businessDay(work)) throw new AppError("period_not_over", { field: "on" });
  if (!isNext(plan, closed, period))
    throw new AppError("earlier_period_open", { field: "on", params: { day: nextOpen(plan, closed) } });
  const statements = await statementsOf(work, plan, period);
  await sql`insert into commission_closures (plan_id, starts_on, ends_on, tiers, closed_at, closed_by)
    values (${id}, ${period.from}, ${inPlan(plan, period).until}, ${JSON.stringify(plan.tiers)}::jsonb, ${work.now}, ${work.actor.userId})`.execute(
    work.db,
  );
  await keep(work, { plan: id, startsOn: period.from }, statements);
  await note(work, { kind: "commission_period_closed", details: { name: plan.name, day: period.from } });
  return { statements: statements.length };
}

async function keep(
  work: Work,
  { plan, startsOn }: { readonly plan: string; readonly startsOn: string },
  statements: readonly Stated[],
): Promise<void> {
  const heads = statements.map(({ user, quota, rows }) => ({
    user,
    quota,
    total: sumOf(rows, "amount").toFixed(2),
  }));
  const rows = statements.flatMap((one) =>
    one.rows.map((row, position) => ({ ...row, user: one.user, position })),
  );
  await sql`
    with made as (
      insert into commission_statements (plan_id, starts_on, user_id, quota, total, currency)
      select ${plan}, ${startsOn}, h."user", h.quota, h.total, ${work.currency}
      from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as h ("user" uuid, quota numeric, total numeric)
      returning id, user_id)
    insert into commission_rows (statement_id, position, kind, entry, deal_id, title, day, earned_in, reason, base, share, rate, amount)
    select m.id, r.position, r.kind, r.entry, r.deal, r.title, r.day, r."earnedIn", r.reason, r.base, r.share, r.rate, r.amount
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("user" uuid, position int, kind text, entry uuid, deal uuid,
      title text, day date, "earnedIn" date, reason text, base numeric, share numeric, rate numeric, amount numeric)
    join made m on m.user_id = r."user"`.execute(work.db);
}
