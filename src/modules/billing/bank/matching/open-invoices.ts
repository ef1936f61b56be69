import { sql } from "kysely";
import { shown, visibleWhere, type Work } from "#records";
import type { Incoming, OpenInvoice } from "./suggesting.ts";

/** Of so many open invoices suggestions are made; those due first. */
const most = 20_000;

/**
 * The invoices on which something is open, in one currency, as far as the actor sees them: none of those whose number, sum or day
 * they do not see, for a suggestion tells them.
 */
export async function openInvoices(work: Work, currency: string): Promise<OpenInvoice[]> {
  const isTold = ["number", "open", "due_on"].map(
    (name) => sql`${shown(work, ["invoice", name, "v"], sql.ref(`v.${name}`))} is not null`,
  );
  const { rows } = await sql<OpenInvoice>`
    select v.id, v.number, v.payment_reference as reference, v.customer_id as customer,
      coalesce(${shown(work, ["party", "name", "p"], sql<string>`p.name`)}, '') as "customerName", v.open::text as open, v.due_on::text as "dueOn"
    from invoices v join parties p on p.id = v.customer_id
    where v.currency = ${currency} and v.state in ('issued', 'partly_paid') and v.kind <> 'credit_note' and v.archived_at is null
      and ${visibleWhere(work, "invoice", "v")} and ${visibleWhere(work, "party", "p")} and ${sql.join(isTold, sql` and `)}
    order by v.due_on, v.id limit ${most}`.execute(work.db);
  return rows;
}

export interface StoredTransaction {
  readonly id: string;
  readonly account: string;
  readonly amount: string;
  readonly currency: string;
  readonly bookedOn: string;
  readonly payer: string | null;
  readonly payerAccount: string | null;
  readonly text: string;
  readonly reference: string | null;
  readonly state: string;
}

export async function transactions(
  work: Work,
  ids: readonly string[],
  lock = false,
): Promise<StoredTransaction[]> {
  const { rows } = await sql<StoredTransaction>`
    select id, account_id as account, amount::text, amount_currency as currency, booked_on::text as "bookedOn", payer,
      payer_account as "payerAccount", coalesce(text, '') as text, reference, state
    from bank_transactions where id = any(${ids}::uuid[]) order by id ${lock ? sql`for update` : sql``}`.execute(
    work.db,
  );
  return rows;
}

/** What came in, with whom payments from its account were booked for before. */
export async function incoming(
  work: Work,
  some: readonly StoredTransaction[],
): Promise<ReadonlyMap<string, Incoming>> {
  const accounts = [...new Set(some.flatMap(({ payerAccount }) => payerAccount ?? []))];
  const { rows } = await sql<{ account: string; customer: string }>`
    select distinct payer_account as account, customer_id as customer from payments
    where payer_account = any(${accounts}::text[]) and state = 'received' and archived_at is null`.execute(
    work.db,
  );
  const known = Map.groupBy(rows, ({ account }) => account);
  return new Map(
    some.map(({ id, amount, text, reference, payer, payerAccount }) => [
      id,
      {
        amount,
        text: reference ? `${text} · ${reference}` : text,
        payer,
        knownAs: (known.get(payerAccount ?? "") ?? []).map(({ customer }) => customer),
      },
    ]),
  );
}
