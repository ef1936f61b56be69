import type { Locale } from "#kernel/locale";
import type { PrintedKind } from "../contract/document-design.ts";
import type { PrintedDesign } from "./printed-design.ts";

/**
 * All that stands on a document, as it is to be printed: nothing is looked up or reckoned while printing. Amounts and
 * quantities are decimal text, days `YYYY-MM-DD`.
 */
export interface PrintedDocument {
  readonly kind: PrintedKind;
  readonly language: Locale;
  readonly number: string;
  /** Of a quote that was sent more than once: 2 and up. */
  readonly version?: number;
  /** Not issued yet: it says so across the page. */
  readonly draft?: boolean;
  readonly currency: string;
  readonly seller: PrintedParty;
  readonly buyer: PrintedParty;
  /** Whom it is for at the buyer. */
  readonly contact?: string;
  readonly days: Readonly<Partial<Record<PrintedDay, string>>>;
  /** What it belongs to, by number: the order of an invoice, the invoice of a credit note. */
  readonly references?: Readonly<Partial<Record<PrintedReference, string>>>;
  readonly lines: readonly PrintedLine[];
  /** Whether the prices of the lines have the tax in them. */
  readonly taxIncluded: boolean;
  readonly taxes: readonly PrintedTax[];
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  /** What is left to pay, where something was paid or taken as a deposit. */
  readonly paid?: string;
  readonly due?: string;
  /** What the seller wrote for this document alone: before the lines, in place of the design's text, and after the sums. */
  readonly introduction?: string;
  readonly notes?: string;
  readonly bank?: PrintedBank;
  readonly signature?: PrintedSignature;
  /** How the organisation has its documents look; the plain look unless told. */
  readonly design?: PrintedDesign;
}

export const printedDays = ["issued", "valid_until", "delivery", "tax_point", "due"] as const;
export type PrintedDay = (typeof printedDays)[number];

export const printedReferences = [
  "quote",
  "order",
  "delivery",
  "invoice",
  "customer_reference",
  "tracking",
] as const;
export type PrintedReference = (typeof printedReferences)[number];

export interface PrintedParty {
  readonly name: string;
  /** Street, then postal code and place, as they are written on an envelope. */
  readonly address: readonly string[];
  /** ISO 3166, two letters: how numbers are written and what the tax number is called. */
  readonly country?: string;
  readonly taxNumber?: string;
  readonly registrationNumber?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly website?: string;
}

export interface PrintedLine {
  readonly description: string;
  /** Smaller, below the description. */
  readonly detail?: string;
  readonly code?: string;
  readonly quantity: string;
  /** As it is written: "pcs", "h". */
  readonly unit?: string;
  readonly price: string;
  /** Percent. */
  readonly discount?: string;
  /** Percent. */
  readonly taxRate?: string;
  /** Net, or gross where tax is included. */
  readonly total: string;
  /** What the customer may take or leave: taken counts, open does not. */
  readonly option?: "taken" | "open";
}

export interface PrintedTax {
  /** As it is called on documents: "VAT", "IVA"; the word of the language unless told. */
  readonly name?: string;
  readonly rate: string;
  readonly net: string;
  readonly tax: string;
  /** Why there is none, in the words of the law: "Reverse charge". */
  readonly reason?: string;
}

export interface PrintedBank {
  readonly holder?: string;
  readonly iban: string;
  readonly bic?: string;
  readonly bank?: string;
  /** What is to be written on the payment. */
  readonly reference?: string;
}

export interface PrintedSignature {
  readonly name: string;
  /** Day or instant, ISO 8601. */
  readonly at: string;
  /** As it was drawn: PNG. */
  readonly picture?: Buffer;
  /** What proves it, in one line: the hash of what was signed. */
  readonly proof?: string;
}
