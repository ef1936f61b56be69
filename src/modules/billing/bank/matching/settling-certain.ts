import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import type { Work } from "#records";
import { permits } from "#records/contract";
import { incoming, openInvoices, transactions } from "./open-invoices.ts";
import { settle } from "./settling.ts";
import { suggestionsFor } from "./suggesting.ts";

/**
 * Settles of these movements what is certain, where their accounts are to and the actor may; answers how many. What one pays is no longer
 * open to the next.
 */
export async function settleCertain(work: Work, ids: readonly string[]): Promise<number> {
  if (ids.length === 0 || !permits(work.actor.rights, "payments:record")) return 0;
  const { rows } = await sql<{ id: string }>`
    select t.id from bank_transactions t join bank_accounts a on a.id = t.account_id
    where t.id = any(${ids}::uuid[]) and a.settles_certain and t.amount > 0`.execute(work.db);
  if (rows.length === 0) return 0;
  const some = await transactions(
    work,
    rows.map(({ id }) => id),
  );
  const told = await incoming(work, some);
  let settled = 0;
  for (const [currency, own] of Map.groupBy(some, (one) => one.currency)) {
    let open = await openInvoices(work, currency);
    for (const transaction of own) {
      // Others are answered in between, however many movements a file has.
      await setImmediate();
      const payment = told.get(transaction.id);
      const certain = payment && suggestionsFor(payment, open).find((one) => one.certain);
      if (!certain) continue;
      const invoices = certain.shares.map(({ invoice, amount }) => ({ invoice: invoice.id, amount }));
      await settle(work, transaction, { customer: certain.customer, invoices });
      open = open.filter(({ id }) => !invoices.some((share) => share.invoice === id));
      settled++;
    }
  }
  return settled;
}
