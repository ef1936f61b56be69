import type { PaymentPage } from "#billing/contract";

/**
 * A transfer as the QR code of the European Payments Council tells it (EPC069-12, version 002), which apps of banks
 * read; null where it is not for euros on an IBAN.
 */
export function transferCode(
  { currency, open }: Pick<PaymentPage, "currency" | "open">,
  { holder, iban, bic, reference }: NonNullable<PaymentPage["bank"]>,
): string | null {
  const account = iban.replace(/\s/gu, "").toUpperCase();
  if (currency !== "EUR" || !/^[A-Z]{2}\d{2}[A-Z\d]{10,30}$/.test(account)) return null;
  const structured = /^RF\d{2}/.test(reference);
  return [
    "BCD",
    "002",
    "1",
    "SCT",
    bic?.replace(/\s/gu, "") ?? "",
    holder.slice(0, 70),
    account,
    `EUR${Number(open).toFixed(2)}`,
    "",
    structured ? reference.replace(/\s/gu, "") : "",
    structured ? "" : reference.slice(0, 140),
  ].join("\n");
}

/** An IBAN as it is written: in groups of four. */
export const grouped = (iban: string): string =>
  iban
    .replace(/\s/gu, "")
    .replace(/(.{4})/g, "$1 ")
    .trim();
