import { z } from "zod";
import { defineAction } from "#kernel/action";
import { decimalText } from "#kernel/money";
import { idParams, recordShape } from "#records/contract";

const positive = decimalText.refine((text) => Number(text) > 0);
const percentText = decimalText.refine((text) => Number(text) >= 0 && Number(text) <= 100);
const notNegative = decimalText.refine((text) => Number(text) >= 0);

/** A line of a draft. One that came from an order or takes off a deposit keeps what it says, but for its quantity. */
export const invoiceLineShape = z.strictObject({
  id: z.uuid().optional(),
  product: z.uuid().nullish(),
  description: z.string().trim().min(1).max(2000),
  quantity: positive,
  unit: z.string().trim().max(40).nullish(),
  /** What the product costs this customer today unless told; nothing without a product. */
  price: notNegative.optional(),
  discount: percentText.optional(),
  tax_class: z.string().trim().max(60).nullish(),
});
export type InvoiceLineInput = z.infer<typeof invoiceLineShape>;

export const setInvoiceLines = defineAction({
  id: "invoices.lines",
  method: "PUT",
  path: "/api/invoices/:id/lines",
  summary: "Says all lines of a draft of an invoice, in their order; sums and taxes follow",
  permission: "signed_in",
  params: idParams,
  body: z.strictObject({ lines: z.array(invoiceLineShape).max(500) }),
  output: recordShape,
});

export const issueInvoice = defineAction({
  id: "invoices.issue",
  method: "POST",
  path: "/api/invoices/:id/issue",
  summary: "Issues an invoice, deposit invoice or credit note: it gets its number and is locked",
  permission: "invoices:issue",
  params: idParams,
  output: recordShape,
});

export const invoiceOrder = defineAction({
  id: "orders.invoice",
  method: "POST",
  path: "/api/orders/:id/invoices",
  summary:
    "Makes a draft of an invoice of what is left of an order, of what was ordered or of what was delivered",
  permission: "invoices:issue",
  params: idParams,
  body: z.strictObject({
    by: z.enum(["ordered", "delivered"]),
    /** Quantities by line; all that is left unless told. */
    lines: z
      .array(z.strictObject({ line: z.uuid(), quantity: positive }))
      .min(1)
      .max(1000)
      .optional(),
    /** Takes off the deposits that were paid; where the rest of the order is invoiced, unless told. */
    settle_deposits: z.boolean().optional(),
  }),
  output: recordShape,
  status: 201,
});

export const invoiceDeposit = defineAction({
  id: "orders.deposit",
  method: "POST",
  path: "/api/orders/:id/deposits",
  summary: "Makes a draft of a deposit invoice: a percentage of the order, or an amount with tax",
  permission: "invoices:issue",
  params: idParams,
  body: z.union([
    z.strictObject({ percent: percentText.refine((text) => Number(text) > 0) }),
    z.strictObject({ amount: positive }),
  ]),
  output: recordShape,
  status: 201,
});

export const creditInvoice = defineAction({
  id: "invoices.credit",
  method: "POST",
  path: "/api/invoices/:id/credit-notes",
  summary:
    "Makes a draft of a credit note: for all of an invoice, for quantities of its lines, or for an amount with tax",
  permission: "invoices:credit",
  params: idParams,
  body: z.strictObject({
    reason: z.string().trim().min(1).max(60),
    lines: z
      .array(z.strictObject({ line: z.uuid(), quantity: positive }))
      .min(1)
      .max(1000)
      .optional(),
    amount: positive.optional(),
  }),
  output: recordShape,
  status: 201,
});

export const creditReturned = defineAction({
  id: "orders.credit_returned",
  method: "POST",
  path: "/api/orders/:id/credit-notes",
  summary: "Makes drafts of credit notes for what came back of an order and stands on its invoices",
  permission: "invoices:credit",
  params: idParams,
  output: z.strictObject({ data: z.array(recordShape) }),
  status: 201,
});

export const readInvoiceSums = defineAction({
  id: "invoices.sums",
  method: "GET",
  path: "/api/invoices/:id/sums",
  summary: "What an invoice comes to by rate of tax, how it was settled, and what is left of it to credit",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({
    taxes: z.array(
      z.strictObject({
        key: z.string(),
        rate: decimalText,
        treatment: z.string().nullable(),
        net: decimalText,
        tax: decimalText,
      }),
    ),
    settlements: z.array(
      z.strictObject({
        kind: z.enum(["payment", "credit_note"]),
        id: z.uuid(),
        number: z.string(),
        on: z.iso.date(),
        amount: decimalText,
        /** Whether its payer takes it back, and that is not decided yet. */
        disputed: z.boolean(),
      }),
    ),
    /** What is left to credit: of the whole with tax, and of the quantities of its lines. */
    creditable: z.strictObject({
      amount: decimalText.nullable(),
      lines: z.array(z.strictObject({ line: z.uuid(), quantity: decimalText.nullable() })),
    }),
  }),
});

export const printInvoice = defineAction({
  id: "invoices.print",
  method: "GET",
  path: "/api/invoices/:id/pdf",
  summary: "An invoice as a PDF, in its own language",
  permission: "signed_in",
  params: idParams,
});
