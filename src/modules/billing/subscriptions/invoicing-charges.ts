import { sql } from "kysely";
import { rulesOfDocuments, taxesOfPurchases } from "#catalogue";
import { nextNumbers } from "#trade";
import { businessDay, createMany, updateMany, type Work } from "#records";
import { billingEvents } from "../contract/events.ts";
import { carriedLinks } from "../invoices/from-order.ts";
import { issuedValues } from "../invoices/issued-values.ts";
import { missingOf } from "../invoices/missing-details.ts";
import { keepHeads } from "../invoices/printed-head.ts";
import { reckonWith } from "../invoices/reckoning.ts";
import { tellTimeline } from "../invoices/timeline.ts";
import { billingSettings } from "../settings/billing-settings.ts";
import { type Charge, lineOfCharge } from "./charges.ts";
import type { Span } from "./periods.ts";
import type { StoredTerms } from "./stored-terms.ts";

export interface Bill {
  readonly terms: StoredTerms;
  readonly charges: readonly Charge[];
  readonly period: Span | null;
}

/**
 * Makes an invoice of each bill, and issues them unless the organisation looks at them first, or at those that lack what the law asks
 * for; by a handful of statements.
 */
export async function invoiceCharges(work: Work, bills: readonly Bill[]): Promise<void> {
  if (bills.length === 0) return;
  const [rules, languages, settings] = await Promise.all([
    rulesOfDocuments(work),
    languagesOf(work, bills),
    billingSettings(work),
  ]);
  const languageOf = ({ customer }: StoredTerms) => languages.get(customer) ?? "en";
  const drafts = bills.map(({ terms }) => ({
    ...valuesOf(terms),
    language: languageOf(terms),
    tax_included: rules.taxIncluded,
    rounding: rules.rounding,
  }));
  const ids = await createMany(work, "invoice", drafts, { governed: true, carried: carriedLinks });
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
    language: languageOf(terms),
    lines: charges.map((charge) => lineOfCharge(charge, languageOf(terms))),
  }));
  const taxes = await taxesOfPurchases(
    work,
    businessDay(work),
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
    { governed: true, carried: carriedLinks },
  );
  const incomplete = settings.completeInvoices ? await missingOf(work, ids) : new Map();
  const isIssued = ({ document }: Reckoned) => settings.issueSubscriptions && !incomplete.has(document.id);
  const { issued = [], waiting = [] } = Object.groupBy(reckoned, (one) =>
    isIssued(one) ? "issued" : "waiting",
  );
  await finish(work, issued, true);
  await finish(work, waiting, false);
  await rememberInvoices(work, bills, ids);
}

type Reckoned = {
  readonly document: { readonly id: string; readonly currency: string };
  readonly terms: StoredTerms;
  readonly language: string;
} & ReturnType<typeof reckonWith>;

async function finish(work: Work, invoices: readonly Reckoned[], isIssued: boolean): Promise<void> {
  if (invoices.length === 0) return;
  const numbers = isIssued
    ? await nextNumbers(work, { series: "invoice", count: invoices.length, table: "invoices" })
    : [];
  await updateMany(
    work,
    "invoice",
    invoices.map(({ document, terms, language, rows, whole }, index) => {
      const money = (amount: string) => ({ amount, currency: document.currency });
      const number = numbers[index];
      const issued = {
        kind: "invoice",
        total: whole.gross,
        paymentDays: terms.paymentDays,
        language,
        lines: rows.map(({ tax_treatment }) => ({ treatment: tax_treatment })),
      } as const;
      const sums = { net: money(whole.net), tax: money(whole.tax), total: money(whole.gross) };
      return {
        id: document.id,
        values: { ...sums, ...(number && issuedValues(work, number, issued)) },
      };
    }),
    { governed: true },
  );
  if (!isIssued) return;
  await keepHeads(
    work,
    invoices.map(({ document }) => document.id),
  );
  await tellIssued(work, invoices, numbers);
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
    invoices.map(({ document, terms, whole }, index) => ({
      what: "invoice_issued",
      of: { invoice: document.id },
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
