import Big from "big.js";
import { sql } from "kysely";
import { decimalsOf, documentSums } from "#catalogue/contract";
import { byRule, create, createMany, type Work } from "#records";
import { carriedLinks } from "../invoices/from-order.ts";
import { issueInvoice } from "../invoices/issuing.ts";
import { type ReckonedLine, reckonWith, writeSums } from "../invoices/reckoning.ts";
import { type Charge, chargedBefore, differences, lineOfCharge } from "./charges.ts";
import { invoiceCharges } from "./invoicing-charges.ts";
import { storedTerms } from "./stored-terms.ts";

/**
 * Corrects what was charged once no other invoice is to come that would: what was too much by credit notes on the
 * invoices of those periods, what was too little by an invoice. While the subscription goes on, its next invoice does.
 */
export async function correctCharges(work: Work, id: string): Promise<void> {
  const terms = (await storedTerms(work, [id])).get(id);
  if (!terms || terms.nextInvoiceOn !== null || terms.state === "draft") return;
  const found = differences(terms, (await chargedBefore(work, [id])).get(id) ?? []);
  const unit = byRule(work);
  const owed = found.filter(({ amount }) => Number(amount) > 0);
  if (owed.length > 0) await invoiceCharges(unit, [{ terms, charges: owed, period: null }]);
  const credits = await invoicedAs(
    work,
    id,
    found.filter(({ amount }) => Number(amount) < 0),
  );
  for (const [invoice, some] of Map.groupBy(credits, (one) => one.invoice)) await credit(unit, invoice, some);
}

interface Credit {
  readonly charge: Charge;
  readonly invoice: string;
  readonly rate: string;
  readonly treatment: string | null;
}

/** The invoice that charged what is to be credited, and how it was taxed there. */
async function invoicedAs(work: Work, subscription: string, charges: readonly Charge[]): Promise<Credit[]> {
  const { rows } = await sql<{
    line: string;
    from: string;
    invoice: string;
    rate: string;
    treatment: string | null;
  }>`
    select distinct on (l.subscription_line_id, l.period_from) l.subscription_line_id as line, l.period_from::text as "from",
      v.id as invoice, l.tax_rate::text as rate, l.tax_treatment as treatment
    from invoice_lines l join invoices v on v.id = l.invoice_id
    where v.subscription_id = ${subscription} and v.kind = 'invoice' and v.state <> 'draft' and l.quantity > 0
      and l.archived_at is null and v.archived_at is null
    order by l.subscription_line_id, l.period_from, v.issued_on desc`.execute(work.db);
  return charges.flatMap((charge) => {
    const found = rows.find(({ line, from }) => line === charge.line.id && from === charge.period.from);
    return found ? [{ charge, ...found }] : [];
  });
}

async function credit(work: Work, invoice: string, credits: readonly Credit[]): Promise<void> {
  const { rows } = await sql<CorrectedInvoice>`
    select id, customer_id as customer, contact_id as contact, deal_id as deal, owner_id as owner, subscription_id as subscription, currency,
      language, tax_included as "taxIncluded", rounding, total::text,
      left_of_invoice(v.id)::text as left
    from invoices v where id = ${invoice} for update`.execute(work.db);
  const [corrected] = rows;
  if (!corrected) return;
  const { id, total: _, left, taxIncluded, rounding, ...same } = corrected;
  const draft = await create(
    work,
    "invoice",
    {
      ...same,
      kind: "credit_note",
      corrects: id,
      reason: "cancellation",
      tax_included: taxIncluded,
      rounding,
    },
    { governed: true, carried: carriedLinks },
  );
  const document = { ...corrected, id: draft.id, discount: "0" };
  const { rows: lines, whole } = reckonWith(
    document,
    credits.map((one) => lineOf(one, corrected)),
    [],
  );
  await createMany(work, "invoice_line", lines, { governed: true, carried: carriedLinks });
  await writeSums(work, document, whole);
  // Somebody credited a part by hand: what is left is for them to decide, the draft waits.
  if (new Big(whole.gross).lte(left)) await issueInvoice(work, draft.id);
}

interface CorrectedInvoice {
  readonly id: string;
  readonly customer: string;
  readonly contact: string | null;
  readonly deal: string | null;
  readonly owner: string | null;
  readonly subscription: string;
  readonly currency: string;
  readonly language: string;
  readonly taxIncluded: boolean;
  readonly rounding: "line" | "document";
  readonly total: string;
  readonly left: string;
}

function lineOf(
  { charge, rate, treatment }: Credit,
  { currency, taxIncluded, language }: CorrectedInvoice,
): ReckonedLine {
  const line = lineOfCharge({ ...charge, amount: charge.amount.replace("-", "") }, language);
  const rules = { decimals: decimalsOf(currency), taxIncluded, rounding: "line" } as const;
  const { net, tax } = documentSums([{ ...line, tax: { key: treatment ?? "", rate } }], rules);
  return { ...line, settled: { net, tax, rate, treatment } };
}
