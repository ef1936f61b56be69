import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, type Work } from "#records";
import { permits } from "#records/contract";

export interface InvoiceInHand {
  readonly id: string;
  readonly number: string | null;
  readonly kind: "invoice" | "deposit" | "credit_note";
  readonly state: "draft" | "issued" | "partly_paid" | "paid" | "credited" | "used" | "paid_out";
  readonly customer: string;
  readonly deal: string | null;
  readonly order: string | null;
  readonly corrects: string | null;
  readonly subscription: string | null;
  readonly currency: string;
  readonly language: string;
  readonly discount: string;
  readonly taxIncluded: boolean;
  readonly rounding: "line" | "document";
  readonly paymentDays: number;
  readonly total: string;
  readonly open: string;
  readonly reason: string | null;
}

/**
 * Takes an invoice in hand: seen by the actor (else `not_found`), permitted (else `not_allowed`), and locked until the
 * unit ends.
 */
export async function takeInvoice(work: Work, id: string, permission: string | null): Promise<InvoiceInHand> {
  await get(work, "invoice", id);
  if (permission && !permits(work.actor.rights, permission)) throw new AppError("not_allowed");
  const [invoice] = await lockInvoices(work, [id]);
  if (!invoice) throw new AppError("not_found");
  return invoice;
}

/** Locks invoices in the order of their ids, so that no two who lock several wait for each other. */
export async function lockInvoices(work: Work, ids: readonly string[]): Promise<InvoiceInHand[]> {
  const { rows } = await sql<InvoiceInHand>`
    select id, number, kind, state, customer_id as customer, deal_id as deal, order_id as "order", corrects_id as corrects,
      subscription_id as subscription, currency, language, discount::text, tax_included as "taxIncluded", rounding,
      payment_days as "paymentDays", total::text, open::text, reason
    from invoices where id = any(${ids}::uuid[]) and archived_at is null order by id for update`.execute(
    work.db,
  );
  return rows;
}

export function assertDraft({ state }: Pick<InvoiceInHand, "state">): void {
  if (state !== "draft") throw new AppError("invoice_issued");
}
