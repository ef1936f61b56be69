import Big from "big.js";

/** Parts of a hundred percent of the same size, to hundredths; what cannot be divided goes to the first. */
export function inEqualParts<P>(parts: readonly P[]): (P & { readonly share: string })[] {
  const each = new Big(100).div(parts.length).round(2, Big.roundDown);
  const first = new Big(100).minus(each.times(parts.length - 1));
  return parts.map((part, at) => ({ ...part, share: (at === 0 ? first : each).toString() }));
}
