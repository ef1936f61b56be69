import Big from "big.js";
import {
  type DocumentLine,
  decimalsOf,
  documentSums,
  type DocumentSums,
  type Sums,
} from "#catalogue/contract";

/** What the sums of a document hang on besides its lines. */
export interface ReckonedBy {
  readonly currency: string;
  /** Percent, on top of the discounts of the lines. */
  readonly discount: number | string;
  readonly taxIncluded: boolean;
  readonly rounding: "line" | "document";
}

export interface ReckonedLine {
  readonly quantity: string;
  readonly price: string;
  /** Percent. */
  readonly discount: number | string;
  /** Lines of one key and one rate are taxed together. */
  readonly taxKey: string;
  readonly taxRate: number | string;
  /** Whether it counts: all but the options that the customer leaves. */
  readonly counts: boolean;
}

export interface Reckoned extends Omit<DocumentSums, "lines"> {
  /** In the order of the lines; what does not count has sums of its own all the same. */
  readonly lines: readonly Sums[];
}

/**
 * What a document comes to, in the browser while one types and on the server when it is kept. A discount on the whole
 * document is one more discount on each line, so that every line bears its share.
 */
export function reckon(lines: readonly ReckonedLine[], by: ReckonedBy): Reckoned {
  const rules = { decimals: decimalsOf(by.currency), taxIncluded: by.taxIncluded, rounding: by.rounding };
  const counted = documentSums(
    lines.filter(({ counts }) => counts).map((line) => asTold(line, by)),
    rules,
  );
  const inTurn = counted.lines.values();
  const each = lines.map((line): Sums => {
    const sums = line.counts ? inTurn.next().value : documentSums([asTold(line, by)], rules).lines[0];
    return sums ?? { net: "0", tax: "0", gross: "0" };
  });
  return { ...counted, lines: each };
}

/** The discount on a line together with that on the whole document, in percent. */
export function discountInAll(line: number | string, document: number | string): string {
  const left = Big(100)
    .minus(Big(line))
    .times(Big(100).minus(Big(document)));
  return Big(100).minus(left.div(100)).toFixed();
}

/**
 * How much less than what the price list asks is asked for a line in all, in percent: a lower price is a discount, too.
 * Null where there is nothing to compare with.
 */
export function discountGiven(
  line: Pick<ReckonedLine, "price" | "discount"> & { readonly listPrice: string | null },
  document: number | string,
): string | null {
  const inAll = discountInAll(line.discount, document);
  if (line.listPrice === null || Big(line.listPrice).lte(0)) return inAll;
  const asked = Big(line.price).times(Big(100).minus(inAll)).div(line.listPrice);
  const given = Big(100).minus(asked).round(4);
  return given.gt(0) ? given.toFixed() : "0";
}

function asTold(line: ReckonedLine, { discount }: ReckonedBy): DocumentLine {
  return {
    quantity: line.quantity,
    price: line.price,
    discount: discountInAll(line.discount, discount),
    tax: { key: line.taxKey, rate: String(line.taxRate) },
  };
}
