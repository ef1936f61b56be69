import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";
import { mailingShape } from "#trade/contract";

/** A letter with the invoice in it; a reminder asks for what is overdue. */
export const letterKinds = ["invoice", "reminder"] as const;
export type LetterKind = (typeof letterKinds)[number];

const line = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^[^\r\n]*$/);

export const letterShape = z.strictObject({
  /** Empty where nobody is known to read mail, or the reader may not see where. */
  to: z.array(z.email().max(320)).max(10),
  subject: line,
  text: z.string().trim().min(1).max(10_000),
});
export type Letter = z.infer<typeof letterShape>;

export const proposeInvoiceLetter = defineAction({
  id: "invoices.letter",
  method: "GET",
  path: "/api/invoices/:id/letter",
  summary: "The letter that goes out with an invoice unless another is written, in the invoice's language",
  permission: "invoices:issue",
  params: idParams,
  query: z.strictObject({ kind: z.enum(letterKinds).default("invoice") }),
  output: letterShape,
});

export const mailInvoice = defineAction({
  id: "invoices.mail",
  method: "POST",
  path: "/api/invoices/:id/mailings",
  summary: "Sends an issued invoice or credit note by mail as a PDF, or a reminder of one that is overdue",
  permission: "invoices:issue",
  params: idParams,
  body: letterShape.extend({
    kind: z.enum(letterKinds).default("invoice"),
    to: letterShape.shape.to.min(1),
  }),
  status: 202,
});

export const readInvoiceMailings = defineAction({
  id: "invoices.mailings",
  method: "GET",
  path: "/api/invoices/:id/mailings",
  summary:
    "The letters with an invoice and what became of them, and whether there is a server that takes them",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({
    canMail: z.boolean(),
    mailings: z.array(mailingShape.extend({ kind: z.enum(letterKinds) })),
  }),
});
