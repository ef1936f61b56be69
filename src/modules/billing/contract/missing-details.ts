import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

/** What the law asks for on an invoice: of the seller, of the customer, and of the invoice itself. */
export const missingDetailsKnown = [
  "seller_name",
  "seller_address",
  "seller_tax_number",
  "seller_bank",
  "customer_address",
  "customer_tax_number",
  "supplied_on",
] as const;
export type MissingDetail = (typeof missingDetailsKnown)[number];

export const readMissingDetails = defineAction({
  id: "invoices.missing_details",
  method: "GET",
  path: "/api/invoices/:id/missing-details",
  summary: "What the law asks for on an invoice and a draft does not say; nothing of one that is issued",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({ data: z.array(z.enum(missingDetailsKnown)) }),
});
