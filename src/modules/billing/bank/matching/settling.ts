import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { get, update, type Work } from "#records";
import { permits, type RecordData } from "#records/contract";
import type { settleTransaction as settleTransactionAction } from "../../contract/bank.ts";
import type { ShareWanted } from "../../payments/allocating.ts";
import { receive } from "../../payments/recording.ts";
import { type StoredTransaction, transactions } from "./open-invoices.ts";

/** Books a movement on the account as a customer's payment. `already_done` when somebody did so before. */
export async function settleTransaction(
  work: Work,
  id: string,
  { customer, invoices }: BodyOf<typeof settleTransactionAction>,
): Promise<RecordData> {
  const transaction = await takeOpen(work, id);
  await get(work, "party", customer);
  if (Number(transaction.amount) <= 0) throw new AppError("field_invalid", { field: "amount" });
  await settle(work, transaction, { customer, invoices });
  return get(work, "bank_transaction", id);
}

/** The same of one that is in hand already. */
export async function settle(
  work: Work,
  transaction: StoredTransaction,
  { customer, invoices }: { readonly customer: string; readonly invoices: readonly ShareWanted[] },
): Promise<void> {
  const payment = await receive(
    work,
    {
      customer,
      amount: { amount: transaction.amount, currency: transaction.currency },
      received_on: transaction.bookedOn,
      method: "bank_transfer",
      origin: "bank",
      reference: transaction.text || null,
      payer: transaction.payer,
      payer_account: transaction.payerAccount,
    },
    invoices,
  );
  await update(
    work,
    "bank_transaction",
    transaction.id,
    { state: "settled", payment: payment.id },
    { governed: true },
  );
}

export async function setAside(work: Work, id: string): Promise<RecordData> {
  await takeOpen(work, id);
  return update(work, "bank_transaction", id, { state: "set_aside" }, { governed: true });
}

export async function takeUp(work: Work, id: string): Promise<RecordData> {
  const transaction = await take(work, id);
  if (transaction.state !== "set_aside") throw new AppError("already_done");
  return update(work, "bank_transaction", id, { state: "open" }, { governed: true });
}

async function takeOpen(work: Work, id: string): Promise<StoredTransaction> {
  const transaction = await take(work, id);
  if (transaction.state !== "open") throw new AppError("already_done");
  return transaction;
}

async function take(work: Work, id: string): Promise<StoredTransaction> {
  await get(work, "bank_transaction", id);
  if (!permits(work.actor.rights, "payments:record")) throw new AppError("not_allowed");
  const [transaction] = await transactions(work, [id], true);
  if (!transaction) throw new AppError("not_found");
  return transaction;
}
