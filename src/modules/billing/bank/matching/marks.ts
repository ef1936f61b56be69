import Big from "big.js";
import { searchKey } from "#kernel/search-key";
import { leastOf } from "./references.ts";
import type { Incoming, OpenInvoice } from "./suggesting.ts";

/** What is looked for of an invoice. */
interface InvoiceMarks {
  /** Digits that whoever names it writes at least. */
  readonly least: string | null;
  readonly words: ReadonlySet<string>;
  readonly open: string;
}

const known = new WeakMap<OpenInvoice, InvoiceMarks>();

/** Worked out once for an invoice, however many movements are compared with it: names alone take a third of a second a movement among 5,000. */
export function marksOf(invoice: OpenInvoice): InvoiceMarks {
  const marks = known.get(invoice) ?? {
    least: leastOf(invoice.number),
    words: wordsOf(invoice.customerName),
    open: new Big(invoice.open).toFixed(),
  };
  known.set(invoice, marks);
  return marks;
}

/** What a movement says, in the forms in which it is compared. */
export interface Said {
  readonly incoming: Incoming;
  readonly amount: string;
  /** Letters and digits alone, and all but the blanks. */
  readonly compact: string;
  readonly joined: string;
  readonly payer: ReadonlySet<string>;
}

export function saidBy(incoming: Incoming): Said {
  const upper = incoming.text.normalize("NFKC").toUpperCase();
  return {
    incoming,
    amount: new Big(incoming.amount).toFixed(),
    compact: incoming.text.toUpperCase().replace(/[^A-Z\d]/g, ""),
    joined: upper.replace(/\s/g, ""),
    payer: wordsOf(incoming.payer ?? ""),
  };
}

// Banks write names without signs, in capitals, the family name first, and cut at some length.
export function isSameName(words: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  if (words.size === 0 || others.size === 0) return false;
  const [fewer, more] = words.size < others.size ? [words, others] : [others, words];
  return (fewer.size > 1 || more.size <= 2) && fewer.isSubsetOf(more);
}

function wordsOf(name: string): ReadonlySet<string> {
  return new Set(
    searchKey(name)
      .split(" ")
      .filter((word) => word.length > 1),
  );
}
