import { AppError } from "#kernel/error";
import type { Statement } from "./statement.ts";

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** Throws `bank_file_currency` for a movement in a currency that does not exist, or in another than its account's. */
export function assertCurrency({ entries }: Statement, account?: string): void {
  const isOther = (currency: string) => account !== undefined && currency !== account;
  const other = entries.find(({ currency }) => !currencies.has(currency) || isOther(currency));
  if (!other) return;
  const { line, currency } = other;
  const params = { line, currency, account: currencies.has(currency) ? (account ?? "none") : "none" };
  throw new AppError("bank_file_currency", { params });
}
