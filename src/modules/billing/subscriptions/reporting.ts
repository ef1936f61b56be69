import { sql } from "kysely";
import type { OutputOf, QueryOf } from "#kernel/action";
import { businessDay, shown, visibleWhere, type Work } from "#records";
import type { readRecurringRevenue } from "../contract/subscriptions.ts";

/** Recurring revenue today and its movements month by month, of the subscriptions that the actor sees. */
export async function recurringRevenue(
  work: Work,
  { currency = work.currency, months }: QueryOf<typeof readRecurringRevenue>,
): Promise<OutputOf<typeof readRecurringRevenue>> {
  const today = businessDay(work);
  const amount = shown(work, ["mrr_movement", "amount", "m"], sql<string>`m.amount`);
  const seen = visibleWhere(work, "mrr_movement", "m");
  const { rows } = await sql<OutputOf<typeof readRecurringRevenue>["months"][number]>`
    with moved as (
      select date_trunc('month', m.day)::date as month, m.kind, ${amount} as amount from mrr_movements m
      where m.amount_currency = ${currency} and m.day <= ${today}::date and m.archived_at is null and ${seen}
    ), spans as (
      select month::date from generate_series(date_trunc('month', ${today}::date) - (${months - 1} * interval '1 month'),
        date_trunc('month', ${today}::date), interval '1 month') as month
    )
    select to_char(s.month, 'YYYY-MM') as month,
      coalesce((select sum(amount) from moved where month < s.month), 0)::text as before,
      ${sumOf("new")}, ${sumOf("expansion")}, ${sumOf("contraction")}, ${sumOf("churn")}, ${sumOf("reactivation")},
      coalesce((select sum(amount) from moved where month <= s.month), 0)::text as after
    from spans s left join moved d on d.month = s.month group by s.month order by s.month`.execute(work.db);
  const { rows: totals } = await sql<{ currencies: string[]; subscriptions: string }>`
    select coalesce(array_agg(distinct s.currency order by s.currency), '{}') as currencies,
      count(*) filter (where s.recurring > 0 and s.currency = ${currency})::text as subscriptions
    from subscriptions s where s.archived_at is null and ${visibleWhere(work, "subscription", "s")}`.execute(
    work.db,
  );
  return {
    currency,
    currencies: totals[0]?.currencies ?? [],
    current: rows.at(-1)?.after ?? "0",
    subscriptions: Number(totals[0]?.subscriptions ?? 0),
    months: rows,
  };
}

function sumOf(kind: string) {
  return sql`coalesce(sum(d.amount) filter (where d.kind = ${kind}), 0)::text as ${sql.ref(kind)}`;
}
