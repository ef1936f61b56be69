import Big from "big.js";
import { decimalsOf } from "#catalogue/contract";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import type { RecordData } from "#records/contract";
import type { invoiceDeposit as invoiceDepositAction } from "../contract/invoices.ts";
import { depositWord } from "./deposit-words.ts";
import { draftOf } from "./from-order.ts";
import { lockOrder, type OrderInHand } from "./order-in-hand.ts";
import { orderShares } from "./order-shares.ts";
import { amountByTax } from "./parts-by-tax.ts";
import { lineOfPart } from "./reckoning.ts";
import { depositsAsked } from "./settling-deposits.ts";

/** Makes a draft of a deposit invoice, which bears tax as the order does. All deposits together are no more than the order. */
export async function invoiceDeposit(
  work: Work,
  id: string,
  wish: BodyOf<typeof invoiceDepositAction>,
): Promise<RecordData> {
  const order = await lockOrder(work, id);
  const decimals = decimalsOf(order.currency);
  const amount =
    "amount" in wish
      ? new Big(wish.amount).round(decimals, Big.roundHalfUp)
      : new Big(order.total).times(wish.percent).div(100).round(decimals, Big.roundHalfUp);
  const left = new Big(order.total).minus(await depositsAsked(work, id));
  if (amount.gt(left) || amount.lte(0))
    throw new AppError("more_than_left", { params: { left: left.toFixed() } });
  const percent = "percent" in wish ? new Big(wish.percent).toFixed() : null;
  const lines = amountByTax(await orderShares(work, id), amount.toFixed(), decimals).map((part) =>
    lineOfPart(order, part, depositWord(order, percent)),
  );
  return draftOf(work, order satisfies OrderInHand, { kind: "deposit" }, lines);
}
