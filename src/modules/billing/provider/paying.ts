import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Runtime, Work } from "#records";
import { lockInvoices } from "../invoices/document-in-hand.ts";
import { addressOf, invoiceOf } from "../payment-page/links.ts";
import { openProvider } from "./keys.ts";

interface Request {
  readonly id: string;
  readonly number: string;
  readonly amount: string;
  readonly currency: string;
  readonly language: string;
  readonly email: string | null;
  readonly address: string | null;
}

/**
 * Opens the provider's page for what is open of an invoice. One that is open already for the same amount is shown again,
 * and one that a kill interrupted is asked for again under its key, which answers the same page.
 */
export async function openPayment(runtime: Runtime, token: string): Promise<{ address: string }> {
  const invoice = invoiceOf(runtime.settings.secret, token);
  const provider = await openProvider(runtime);
  const request = await runtime.runAsSystem((work) => requestFor(work, invoice, provider.name));
  if (request.address) return { address: request.address };
  const { reference, address, expiresAt } = await provider.openPayment({
    key: request.id,
    amount: request.amount,
    currency: request.currency,
    title: request.number,
    email: request.email,
    locale: request.language,
    returnTo: addressOf(runtime.settings, invoice),
  });
  await runtime.runAsSystem(async (work) => {
    await sql`update payment_requests set state = 'open', reference = ${reference}, address = ${address}, expires_at = ${expiresAt}
      where id = ${request.id} and state = 'asked'`.execute(work.db);
  });
  return { address };
}

async function requestFor(work: Work, id: string, provider: string): Promise<Request> {
  const [invoice] = await lockInvoices(work, [id]);
  const isOpen =
    invoice && invoice.kind !== "credit_note" && ["issued", "partly_paid"].includes(invoice.state);
  if (!isOpen || !invoice.number) throw new AppError("invoice_not_open");
  const { open: amount, currency, language } = invoice;
  // What is asked again under its key is asked with the same words, whatever the customer is called by then.
  const { rows } = await sql<Asked>`
    select id, address, email, language from payment_requests
    where invoice_id = ${id} and amount = ${amount}::numeric
      and (state = 'open' and expires_at > ${work.now}::timestamptz + interval '5 minutes'
        or state = 'asked' and language is not null and created_at > ${work.now}::timestamptz - interval '1 hour')
    order by created_at desc limit 1`.execute(work.db);
  const asked = rows[0] ?? (await newRequest(work, { id, provider, amount, currency, language }));
  return { ...asked, language: asked.language ?? language, number: invoice.number, amount, currency };
}

type Asked = Pick<Request, "id" | "address" | "email"> & { readonly language: string | null };

interface Asking {
  readonly id: string;
  readonly provider: string;
  readonly amount: string;
  readonly currency: string;
  readonly language: string;
}

async function newRequest(work: Work, { id, provider, amount, currency, language }: Asking): Promise<Asked> {
  const { rows } = await sql<Asked>`
    insert into payment_requests (invoice_id, provider, amount, currency, language, email)
    select v.id, ${provider}, ${amount}::numeric, ${currency}, ${language}, coalesce(k.email, c.email)
    from invoices v join parties c on c.id = v.customer_id left join parties k on k.id = v.contact_id where v.id = ${id}
    returning id, address, email, language`.execute(work.db);
  return rows[0] as Asked;
}
