import Big from "big.js";
import { sql } from "kysely";
import { rulesOfDocuments } from "#catalogue";
import { nextNumbers } from "#trade";
import { dayIn } from "#kernel/period";
import { createMany, type Runtime, updateMany, type Work } from "#records";
import { creditorReference } from "../bank/matching/references.ts";
import { billingEvents } from "../contract/events.ts";
import { type ReckonedLine, reckonWith } from "../invoices/reckoning.ts";
import { taxNotes } from "../invoices/tax-notes.ts";
import { tellTimeline } from "../invoices/timeline.ts";
import { billingSettings } from "../settings/billing-settings.ts";
import { type Charge, chargedBefore, chargesFor, differences, lineOfCharge, nextPeriod } from "./charges.ts";
import { dayAfter, daysLater, periodsBetween, type Span } from "./periods.ts";
import { firstDay, type StoredTerms, storedTerms } from "./stored-terms.ts";
import { taxesOfBuyers } from "./taxes-of-buyers.ts";

/** So many subscriptions are invoiced in one unit. */
const batch = 500;
/** Periods that one invoice catches up with, after a standstill. */
const mostPeriods = 24;

/**
 * Makes the invoices of all subscriptions whose next period has begun, each period once: a batch commits whole or not at
 * all, and what was killed goes on where it was. Two at once take different subscriptions.
 */
export async function invoiceSubscriptions(runtime: Runtime, stopping?: AbortSignal): Promise<void> {
  while (!stopping?.aborted) {
    const made = await runtime.runAsSystem(invoiceBatch);
    if (made < batch) return;
  }
}

/** Invoices one batch of those that are due; answers how many subscriptions it went through. */
export async function invoiceBatch(work: Work): Promise<number> {
  const today = dayIn(work.actor.timeZone, work.now);
  const { rows } = await sql<{ id: string }>`
    select id from subscriptions
    where next_invoice_on <= ${today}::date and state <> 'draft' and archived_at is null
    order by next_invoice_on, id limit ${batch} for update skip locked`.execute(work.db);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
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
  return ids.length;
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

export interface Bill {
  readonly terms: StoredTerms;
  readonly charges: readonly Charge[];
  readonly period: Span | null;
}

/** Makes an invoice of each bill, and issues them unless the organisation looks at them first; by a handful of statements. */
export async function invoiceCharges(work: Work, bills: readonly Bill[]): Promise<void> {
  if (bills.length === 0) return;
  const [rules, languages, settings] = await Promise.all([
    rulesOfDocuments(work),
    languagesOf(work, bills),
    billingSettings(work),
  ]);
  const drafts = bills.map(({ terms }) => ({
    ...valuesOf(terms),
    language: languages.get(terms.customer),
    tax_included: rules.taxIncluded,
    rounding: rules.rounding,
  }));
  const ids = await createMany(work, "invoice", drafts, { governed: true });
  const documents = bills.map(({ terms, charges }, index) => ({
    document: {
      id: ids[index] as string,
      customer: terms.customer,
      currency: terms.currency,
      discount: "0",
      taxIncluded: rules.taxIncluded,
      rounding: rules.rounding,
    },
    terms,
    lines: charges.map(lineOfCharge),
  }));
  const taxes = await taxesOfBuyers(
    work,
    documents.map(({ terms, lines }) => ({ buyer: terms.customer, lines })),
  );
  const reckoned = documents.map((one, index) => ({
    ...one,
    ...reckonWith(one.document, one.lines, taxes[index] ?? []),
  }));
  await createMany(
    work,
    "invoice_line",
    reckoned.flatMap(({ rows }) => rows),
    { governed: true },
  );
  await finish(work, reckoned, settings.issueSubscriptions);
  await rememberInvoices(work, bills, ids);
}

type Reckoned = {
  readonly document: { readonly id: string; readonly currency: string };
  readonly terms: StoredTerms;
  readonly lines: readonly ReckonedLine[];
} & ReturnType<typeof reckonWith>;

async function finish(work: Work, invoices: readonly Reckoned[], isIssued: boolean): Promise<void> {
  const numbers = isIssued
    ? await nextNumbers(work, { series: "invoice", count: invoices.length, taken: async () => [] })
    : [];
  const today = dayIn(work.actor.timeZone, work.now);
  await updateMany(
    work,
    "invoice",
    invoices.map(({ document, terms, rows, whole }, index) => {
      const money = (amount: string) => ({ amount, currency: document.currency });
      const number = numbers[index];
      const sums = { net: money(whole.net), tax: money(whole.tax), total: money(whole.gross) };
      return {
        id: document.id,
        values: { ...sums, ...(number && issuedAs(number, { terms, rows, today, gross: whole.gross })) },
      };
    }),
    { governed: true },
  );
  if (isIssued) await tellIssued(work, invoices, numbers);
}

interface Issue {
  readonly terms: StoredTerms;
  readonly rows: readonly { readonly tax_treatment: string | null }[];
  readonly today: string;
  readonly gross: string;
}

function issuedAs(number: string, { terms, rows, today, gross }: Issue) {
  return {
    number,
    state: Number(gross) === 0 ? "paid" : "issued",
    issued_on: today,
    due_on: daysLater(today, terms.paymentDays),
    payment_reference: creditorReference(number),
    tax_notes: taxNotes(
      rows.map((row) => ({ treatment: row.tax_treatment })),
      "en",
    ),
  };
}

async function tellIssued(
  work: Work,
  invoices: readonly Reckoned[],
  numbers: readonly string[],
): Promise<void> {
  const records = invoices.map(({ document }) => document.id);
  work.emit({ name: billingEvents.invoiceIssued, object: "invoice", records, payload: { kind: "invoice" } });
  await tellTimeline(
    work,
    invoices.map(({ terms, whole }, index) => ({
      what: "invoice_issued",
      customer: terms.customer,
      deal: terms.deal,
      number: numbers[index] ?? "",
      amount: { amount: whole.gross, currency: terms.currency },
    })),
  );
}

async function rememberInvoices(work: Work, bills: readonly Bill[], ids: readonly string[]): Promise<void> {
  const made = bills.flatMap(({ terms, period, charges }, index) =>
    period
      ? [
          {
            subscription: terms.id,
            invoice: ids[index],
            periods: charges.map((charge) => charge.period.from),
          },
        ]
      : [],
  );
  await sql`
    update subscription_periods p set invoice_id = given.invoice
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as given (subscription uuid, invoice uuid, periods jsonb)
    where p.subscription_id = given.subscription and p.invoice_id is null and given.periods ? p.from_on::text`.execute(
    work.db,
  );
}

function valuesOf(terms: StoredTerms) {
  return {
    customer: terms.customer,
    contact: terms.contact,
    deal: terms.deal,
    subscription: terms.id,
    subject: terms.name,
    owner: terms.owner,
    currency: terms.currency,
    payment_days: terms.paymentDays,
  };
}

async function languagesOf(work: Work, bills: readonly Bill[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; language: string }>`
    select p.id, case when p.language in ('en', 'es', 'ru', 'bg') then p.language else o.locale end as language
    from parties p left join organisation o on true where p.id = any(${bills.map(({ terms }) => terms.customer)}::uuid[])`.execute(
    work.db,
  );
  return new Map(rows.map(({ id, language }) => [id, language]));
}
