import Big from "big.js";
import { businessDay, type Work } from "#records";
import { creditorReference } from "../bank/matching/references.ts";
import { daysLater } from "../subscriptions/periods.ts";
import { taxNotes } from "./tax-notes.ts";

export interface Issued {
  readonly kind: "invoice" | "deposit" | "credit_note";
  readonly total: string;
  readonly paymentDays: number;
  readonly language: string;
  readonly lines: readonly { readonly treatment: string | null }[];
}

/** What a draft says once it is issued today under a number. */
export function issuedValues(work: Work, number: string, issued: Issued) {
  const { kind, total, paymentDays, language, lines } = issued;
  const today = businessDay(work);
  return {
    number,
    state: new Big(total).gt(0) ? "issued" : kind === "credit_note" ? "used" : "paid",
    issued_on: today,
    due_on: kind === "credit_note" ? null : daysLater(today, paymentDays),
    issued_by: work.actor.userId,
    payment_reference: creditorReference(number),
    tax_notes: taxNotes(lines, language),
  };
}
