import Big from "big.js";
import { sql } from "kysely";
import { businessDay, type Runtime, type Work } from "#records";
import { type Charge, chargedBefore, chargesFor, differences, nextPeriod } from "./charges.ts";
import { invoiceCharges } from "./invoicing-charges.ts";
import { dayAfter, periodsBetween, type Span } from "./periods.ts";
import { isOfItself, setAside } from "./setting-aside.ts";
import { firstDay, type StoredTerms, storedTerms } from "./stored-terms.ts";

/** So many subscriptions are invoiced in one unit. */
const batch = 500;
/** Periods that one invoice catches up with, after a standstill. */
const mostPeriods = 24;

/**
 * Makes the invoices of all subscriptions whose next period has begun, each period once: a batch commits whole or not at
 * all, and what was killed goes on where it was. Two at once take different subscriptions. One that cannot be invoiced
 * holds up no other: its batch is done one by one, and it is set aside until tomorrow.
 */
export async function invoiceSubscriptions(runtime: Runtime, stopping?: AbortSignal): Promise<void> {
  while (!stopping?.aborted) {
    const due = await runtime.runAsSystem(dueNow);
    if (due.length === 0) return;
    try {
      await runtime.runAsSystem((work) => invoiceThese(work, due));
    } catch (problem) {
      if (!isOfItself(problem)) throw problem;
      await invoiceOneByOne(runtime, due);
    }
    if (due.length < batch) return;
  }
}

async function invoiceOneByOne(runtime: Runtime, ids: readonly string[]): Promise<void> {
  for (const id of ids)
    try {
      await runtime.runAsSystem((work) => invoiceThese(work, [id]));
    } catch (problem) {
      if (!isOfItself(problem)) throw problem;
      await runtime.runAsSystem((work) => setAside(work, id, problem));
    }
}

const isDue = (
  today: string,
) => sql`next_invoice_on <= ${today}::date and state <> 'draft' and archived_at is null
  and (set_aside_until is null or set_aside_until <= ${today}::date)`;

async function dueNow(work: Work): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from subscriptions where ${isDue(businessDay(work))}
    order by next_invoice_on, id limit ${batch} for update skip locked`.execute(work.db);
  return rows.map(({ id }) => id);
}

/** Invoices those of them that are due, in one unit. */
export async function invoiceThese(work: Work, chosen: readonly string[]): Promise<void> {
  const today = businessDay(work);
  const { rows } = await sql<{ id: string }>`
    select id from subscriptions where id = any(${chosen}::uuid[]) and ${isDue(today)}
    order by id for update skip locked`.execute(work.db);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return;
  const [terms, charged] = await Promise.all([storedTerms(work, ids), chargedBefore(work, ids)]);
  const due = [...terms.values()].map((one) => ({ terms: one, periods: duePeriods(one, today) }));
  const fresh = await claim(
    work,
    due.flatMap(({ terms: { id }, periods }) => periods.map((period) => ({ id, period }))),
  );
  const bills = due.flatMap(({ terms: one, periods }) => {
    const own = periods.filter(({ from }) => fresh.has(`${one.id} ${from}`));
    const charges = [
      ...own.flatMap((period) => chargesFor(one, period)),
      ...differences(one, charged.get(one.id) ?? []),
    ];
    return [{ terms: one, charges: notBelowZero(charges), period: own[0] ?? null }];
  });
  await invoiceCharges(
    work,
    bills.filter(({ charges }) => charges.length > 0),
  );
  await moveOn(work, due);
}

function duePeriods(terms: StoredTerms, today: string): Span[] {
  const until = terms.endsOn !== null && terms.endsOn < today ? terms.endsOn : today;
  const from = terms.nextInvoiceOn ?? today;
  return periodsBetween(firstDay(terms, dayAfter), terms.every, { from, until }, mostPeriods);
}

// What was charged too much is taken off as far as there is something to take it from; the rest waits for the next invoice.
function notBelowZero(charges: readonly Charge[]): Charge[] {
  const sum = charges.reduce((total, { amount }) => total.plus(amount), new Big(0));
  return sum.lt(0) ? charges.filter(({ amount }) => Number(amount) > 0) : [...charges];
}

/** Writes down which periods are invoiced now; one that was before is not among those answered. */
async function claim(
  work: Work,
  periods: readonly { id: string; period: Span }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    insert into subscription_periods (subscription_id, from_on, until_on)
    select id, "from", "until" from jsonb_to_recordset(${JSON.stringify(periods.map(({ id, period }) => ({ id, ...period })))}::jsonb)
      as given (id uuid, "from" date, "until" date)
    on conflict do nothing returning subscription_id || ' ' || from_on as key`.execute(work.db);
  return new Set(rows.map(({ key }) => key));
}

async function moveOn(
  work: Work,
  due: readonly { terms: StoredTerms; periods: readonly Span[] }[],
): Promise<void> {
  const next = due.map(({ terms, periods }) => {
    const last = periods.at(-1);
    return { id: terms.id, next: last ? nextPeriod(terms, last) : null };
  });
  await sql`
    update subscriptions s set next_invoice_on = given.next, version = version + 1, updated_at = ${work.now}
    from jsonb_to_recordset(${JSON.stringify(next)}::jsonb) as given (id uuid, next date) where s.id = given.id`.execute(
    work.db,
  );
}
