import Big from "big.js";
import { decimalsOf } from "#catalogue/contract";
import { AppError } from "#kernel/error";

/** Throws `field_invalid` for an amount with a fraction of the smallest coin: it could never be paid. */
export function assertWhole(currency: string, amounts: readonly string[], field: string): void {
  if (!amounts.every((amount) => isWhole(currency, amount))) throw new AppError("field_invalid", { field });
}

export function isWhole(currency: string, amount: string): boolean {
  return new Big(amount).round(decimalsOf(currency), Big.roundDown).eq(amount);
}
