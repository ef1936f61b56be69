import type { OutputOf } from "#kernel/action";
import { get, type Work } from "#records";
import type { readSuggestions } from "../../contract/bank.ts";
import { incoming, openInvoices, transactions } from "./open-invoices.ts";
import { suggestionsFor } from "./suggesting.ts";

/** What a movement on the account may have paid; nothing where it went out or is settled. */
export async function suggestions(work: Work, id: string): Promise<OutputOf<typeof readSuggestions>> {
  await get(work, "bank_transaction", id);
  const [transaction] = await transactions(work, [id]);
  if (!transaction || transaction.state !== "open" || Number(transaction.amount) <= 0) return { data: [] };
  const told = (await incoming(work, [transaction])).get(id);
  if (!told) return { data: [] };
  const found = suggestionsFor(told, await openInvoices(work, transaction.currency));
  return {
    data: found.map(({ customer, customerName, shares, rest, certain, reasons }) => ({
      customer: { id: customer, title: customerName },
      invoices: shares.map(({ invoice, amount }) => ({
        id: invoice.id,
        number: invoice.number,
        open: invoice.open,
        amount,
        due_on: invoice.dueOn,
      })),
      rest,
      certain,
      reasons: [...reasons],
    })),
  };
}
