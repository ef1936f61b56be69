import { z } from "zod";
import { defineAction } from "#kernel/action";
import { locales } from "#kernel/locale";
import { currencyCode, decimalText } from "#kernel/money";
import { idParams } from "#records/contract";
import { sellerOnPage } from "#trade/contract";

export const readPaymentLink = defineAction({
  id: "invoices.payment_link",
  method: "GET",
  path: "/api/invoices/:id/payment-link",
  summary: "The address at which a customer reads and pays an invoice; null while there is nothing to pay",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({ address: z.string().nullable() }),
});

const token = z.strictObject({ token: z.string().max(200) });
const day = z.iso.date().nullable();

/** An invoice as who pays it sees it, and nothing besides. */
export const paymentPage = z.strictObject({
  state: z.enum(["open", "paid", "credited"]),
  overdue: z.boolean(),
  language: z.enum(locales),
  kind: z.enum(["invoice", "deposit"]),
  number: z.string(),
  subject: z.string().nullable(),
  buyer: z.string(),
  issued: day,
  due: day,
  currency: currencyCode,
  total: decimalText,
  /** What was paid and credited of it, and what is left. */
  settled: decimalText,
  open: decimalText,
  seller: sellerOnPage,
  /** That there is a provider by whom it can be paid at once. */
  payable: z.boolean(),
  /** Where to pay by transfer; null where the seller told no account. */
  bank: z
    .strictObject({
      holder: z.string(),
      iban: z.string(),
      bic: z.string().nullable(),
      bank: z.string().nullable(),
      reference: z.string(),
    })
    .nullable(),
});
export type PaymentPage = z.infer<typeof paymentPage>;

export const readPaymentPage = defineAction({
  id: "payment_pages.read",
  method: "GET",
  path: "/api/payment-pages/:token",
  summary: "What the customer with the link sees of the invoice to be paid",
  permission: "public",
  params: token,
  output: paymentPage,
});

export const printByPaymentLink = defineAction({
  id: "payment_pages.print",
  method: "GET",
  path: "/api/payment-pages/:token/document",
  summary: "The invoice behind a link as a PDF",
  permission: "public",
  params: token,
});

export const openPaymentPage = defineAction({
  id: "payment_pages.pay",
  method: "POST",
  path: "/api/payment-pages/:token/payment",
  summary:
    "Opens the provider's page on which the customer pays what is open; the one that is open already, if any",
  permission: "public",
  params: token,
  body: z.strictObject({}),
  output: z.strictObject({ address: z.string() }),
});
