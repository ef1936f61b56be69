import Big from "big.js";
import { sql } from "kysely";
import { sellerOf } from "#catalogue";
import { AppError } from "#kernel/error";
import { businessDay, type Work } from "#records";
import { sellerOnPage } from "#trade";
import type { PaymentPage } from "../contract/payment-page.ts";
import { isProviderOn } from "../provider/keys.ts";

type Row = Pick<
  PaymentPage,
  | "language"
  | "kind"
  | "number"
  | "subject"
  | "buyer"
  | "issued"
  | "due"
  | "currency"
  | "total"
  | "settled"
  | "open"
> & { readonly stored: string; readonly reference: string | null; readonly settledOn: string | null };

/** Days that the page of a settled invoice still stands, for who looks whether their payment came. */
const keptFor = 90;

/** An invoice as who pays it sees it. Throws `payment_link_gone` and, long after it was settled, `payment_link_over`. */
export async function pageOf(work: Work, id: string): Promise<PaymentPage> {
  const { stored, reference, settledOn, ...invoice } = await rowOf(work, id);
  const today = businessDay(work);
  const state = stored === "paid" || stored === "credited" ? stored : "open";
  if (state !== "open" && settledOn && settledOn < daysBefore(today, keptFor))
    throw new AppError("payment_link_over");
  const { name: holder, iban, bic, bank } = await sellerOf(work);
  return {
    ...invoice,
    state,
    overdue: state === "open" && invoice.due !== null && invoice.due < today,
    seller: await sellerOnPage(work, invoice.language),
    payable: state === "open" && new Big(invoice.open).gt(0) && (await isProviderOn(work)),
    bank: iban ? { holder, iban, bic, bank, reference: reference ?? invoice.number } : null,
  };
}

async function rowOf(work: Work, id: string): Promise<Row> {
  const { rows } = await sql<Row>`
    select v.language, v.kind, v.number, v.subject, coalesce(nullif(c.legal_name, ''), c.name) as buyer,
      v.issued_on::text as issued, v.due_on::text as due, v.currency, v.total::text, (v.paid + v.credited)::text as settled,
      v.open::text, v.state as stored, v.payment_reference as reference,
      (select max(allocated_on)::text from payment_allocations where invoice_id = v.id and archived_at is null) as "settledOn"
    from invoices v join parties c on c.id = v.customer_id
    where v.id = ${id} and v.state <> 'draft' and v.kind <> 'credit_note' and v.archived_at is null`.execute(
    work.db,
  );
  if (!rows[0]) throw new AppError("payment_link_gone");
  return rows[0];
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
