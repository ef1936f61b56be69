import Big from "big.js";

/** An invoice that money may settle. */
export interface Payable {
  readonly id: string;
  /** What can be settled of it, with what the money at hand settles of it already. */
  readonly open: string;
}

/** How money settles invoices when nobody says otherwise: what it settles already, then the invoices in their order. */
export function oldestFirst(
  invoices: readonly Payable[],
  before: ReadonlyMap<string, string>,
  usable: string,
): ReadonlyMap<string, string> {
  const shares = new Map(invoices.flatMap(({ id }) => (before.has(id) ? [[id, before.get(id) ?? "0"]] : [])));
  let left = new Big(usable).minus(sumOf(shares.values()));
  for (const { id, open } of invoices) {
    const room = new Big(open).minus(shares.get(id) ?? 0);
    const more = room.lt(left) ? room : left;
    if (more.lte(0)) continue;
    shares.set(id, more.plus(shares.get(id) ?? 0).toFixed());
    left = left.minus(more);
  }
  return shares;
}

export function sumOf(amounts: Iterable<string>): Big {
  return [...amounts].reduce((sum, amount) => sum.plus(amount || 0), new Big(0));
}
