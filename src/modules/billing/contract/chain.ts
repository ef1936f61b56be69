import { z } from "zod";
import { defineAction } from "#kernel/action";
import { decimalText } from "#kernel/money";
import { idParams } from "#records/contract";

export const chainObjects = ["quote", "order", "delivery", "invoice", "payment"] as const;
export type ChainObject = (typeof chainObjects)[number];

const chain = z.strictObject({
  documents: z.array(
    z.strictObject({
      object: z.enum(chainObjects),
      id: z.uuid(),
      number: z.string().nullable(),
      /** What it is within its object: `credit_note`, `return`; null where there is one kind. */
      kind: z.string().nullable(),
      state: z.string().nullable(),
      on: z.iso.date().nullable(),
      amount: decimalText.nullable(),
      currency: z.string().nullable(),
    }),
  ),
});

/** The chain from quote to payment in which a document of each kind stands. */
export const readChain = {
  quote: chainOf("quotes"),
  order: chainOf("orders"),
  delivery: chainOf("deliveries"),
  invoice: chainOf("invoices"),
  payment: chainOf("payments"),
} as const;

function chainOf(plural: string) {
  return defineAction({
    id: `${plural}.chain`,
    method: "GET",
    path: `/api/${plural}/:id/chain`,
    summary: "The documents that belong together, from the quote to the payments, as far as one sees them",
    permission: "signed_in",
    params: idParams,
    output: chain,
  });
}
