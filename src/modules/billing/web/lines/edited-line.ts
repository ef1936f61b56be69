import { decimalsOf, documentSums } from "#catalogue/contract";
import type { LinkValue } from "#records/contract";

export interface EditedLine {
  readonly id?: string;
  readonly description: string;
  /** Null while nothing is typed. */
  readonly quantity: string | null;
  /** Null for what a product costs. */
  readonly price: string | null;
  readonly discount: string | null;
  readonly product?: string | null;
  readonly unit?: string | null;
  readonly tax_class?: string | null;
  /** What it comes to, as the server said. */
  readonly total?: string;
  /** It came from elsewhere: only its quantity can be changed. */
  readonly fixed?: boolean;
}

export const blankLine: EditedLine = { description: "", quantity: "1", price: "0", discount: "0" };

export function lineOfProduct({ id, title }: LinkValue): EditedLine {
  return { product: id, description: title ?? "", quantity: "1", price: null, discount: "0" };
}

/** A line as the server takes it. */
export function wishedLine({ total: _total, fixed: _fixed, price, quantity, discount, ...line }: EditedLine) {
  return { ...line, quantity: quantity ?? "0", discount: discount ?? "0", ...(price !== null && { price }) };
}

/** What lines come to as they are priced, and together; nothing of those that are not whole. */
export function amountsOf(
  lines: readonly EditedLine[],
  currency: string,
): { readonly each: readonly string[]; readonly together: string } {
  const priced = lines.map(({ quantity, price, discount }) => ({
    quantity: quantity ?? "0",
    price: price ?? "0",
    discount: discount ?? "0",
    tax: { key: "", rate: "0" },
  }));
  const sums = documentSums(priced, { decimals: decimalsOf(currency), taxIncluded: false, rounding: "line" });
  return { each: sums.lines.map(({ net }) => net), together: sums.net };
}
