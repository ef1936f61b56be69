import Big from "big.js";
import { sql } from "kysely";
import type { Work } from "#records";
import type { ReckonedLine } from "../invoices/reckoning.ts";
import { dayAfter, overlap, periodAt, type Span } from "./periods.ts";
import { amountOfLine, chargeOf, daysCharged } from "./pro-rata.ts";
import { firstDay, type StoredLine, type StoredTerms } from "./stored-terms.ts";
import { spokenDays } from "./spoken-days.ts";

/** What invoices less credit notes say of a line of a subscription in a period, as it is priced: with tax where prices have it in them. */
export interface Charged {
  readonly subscription: string;
  readonly period: Span;
  /** Null for a period that was invoiced without this line. */
  readonly line: string | null;
  readonly amount: string;
}

/** A charge that is due, or the difference by which one that was made is to be corrected. */
export interface Charge {
  readonly line: Pick<StoredLine, "id" | "description"> & Partial<StoredLine>;
  readonly period: Span;
  readonly days: Span;
  readonly amount: string;
  /** The line as it is agreed, where it is charged for the whole period. */
  readonly whole: boolean;
}

/** What was charged of subscriptions, for each period that was invoiced. */
export async function chargedBefore(work: Work, ids: readonly string[]): Promise<Map<string, Charged[]>> {
  const { rows } = await sql<{
    subscription: string;
    from: string;
    until: string;
    line: string | null;
    amount: string;
  }>`
    select p.subscription_id as subscription, p.from_on::text as "from", p.until_on::text as "until", l.subscription_line_id as line,
      coalesce(sum((case v.kind when 'credit_note' then -1 else 1 end) * case when v.tax_included then l.total else l.net end), 0)::text as amount
    from subscription_periods p
    left join (invoice_lines l join invoices v on v.id = l.invoice_id and v.archived_at is null)
      on v.subscription_id = p.subscription_id and l.period_from = p.from_on and l.subscription_line_id is not null and l.archived_at is null
    where p.subscription_id = any(${ids}::uuid[]) group by 1, 2, 3, 4`.execute(work.db);
  return Map.groupBy(
    rows.map(({ from, until, ...row }) => ({ ...row, period: { from, until } })),
    ({ subscription }) => subscription,
  );
}

/** What a period comes to, line by line. */
export function chargesFor(terms: StoredTerms, period: Span): Charge[] {
  return terms.lines.flatMap((line) => {
    const amount = chargeOf(terms, line, period);
    const days = daysCharged(terms, line, period);
    if (!days || new Big(amount).eq(0)) return [];
    return [{ line, period, days, amount, whole: amountOfLine(line, terms.decimals).eq(amount) }];
  });
}

/** By how much what was charged differs from what the terms say now: prices that changed, pauses, an end at once. */
export function differences(terms: StoredTerms, charged: readonly Charged[]): Charge[] {
  const periods = Map.groupBy(charged, ({ period }) => period.from);
  return [...periods.values()].flatMap((some) => {
    const period = some[0]?.period as Span;
    const lines = new Set([...terms.lines.map(({ id }) => id), ...some.flatMap(({ line }) => line ?? [])]);
    return [...lines].flatMap((id) => {
      const line = terms.lines.find((one) => one.id === id);
      const now = line ? chargeOf(terms, line, period) : "0";
      const before = some.find((one) => one.line === id)?.amount ?? "0";
      const amount = new Big(now).minus(before);
      if (amount.eq(0)) return [];
      const days = (line && daysCharged(terms, line, period)) ?? period;
      return [
        {
          line: line ?? { id, description: terms.name },
          period,
          days,
          amount: amount.toFixed(),
          whole: false,
        },
      ];
    });
  });
}

/** A charge as a line of an invoice in this language: as it was agreed where the period is whole, else its days. */
export function lineOfCharge({ line, period, days, amount, whole }: Charge, language: string): ReckonedLine {
  const from = { subscription_line: line.id, period_from: period.from, period_until: period.until };
  const description = `${line.description}, ${spokenDays(days, language)}`.slice(0, 2000);
  const own = {
    product: line.product ?? null,
    description,
    unit: line.unit ?? null,
    taxClass: line.taxClass ?? null,
    from,
  };
  if (whole)
    return {
      ...own,
      quantity: line.quantity ?? "1",
      price: line.price ?? "0",
      discount: line.discount ?? "0",
    };
  const isNegative = amount.startsWith("-");
  return { ...own, quantity: isNegative ? "-1" : "1", price: amount.replace("-", ""), discount: "0" };
}

/** The first period of a subscription that is still to be invoiced, in which it lasts. */
export function nextPeriod(terms: StoredTerms, after: Span): string | null {
  const next = periodAt(firstDay(terms, dayAfter), terms.every, dayAfter(after.until));
  const lasts = terms.endsOn === null || overlap(next, { from: next.from, until: terms.endsOn }) !== null;
  return lasts && (terms.endsOn === null || terms.endsOn >= next.from) ? next.from : null;
}
