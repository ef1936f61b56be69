import Big from "big.js";
import type { Statement } from "./reading/statement.ts";

/** A statement that is booked: how it is called, and from which balance to which it leads. */
export interface BookedStatement {
  readonly id: string;
  readonly name: string;
  readonly opening: string | null;
  readonly closing: string | null;
}

/**
 * Which statements go on where this one ends, or end where it begins, one after the other: what they tell is not told again here.
 * One of another number and the same two balances is the same, drawn up anew.
 */
export function apartFrom(
  { number, opening, closing }: Statement,
  booked: readonly BookedStatement[],
): ReadonlySet<string> {
  const apart = new Set<string>();
  if (number === null || opening === null || closing === null) return apart;
  const others = booked.filter(
    (one) =>
      one.name !== number && !(isAt(one.opening, opening) && isAt(one.closing, closing)) && one.opening,
  );
  const follow = (balance: string, from: "opening" | "closing", to: "opening" | "closing"): void => {
    const next = others.find((one) => !apart.has(one.id) && isAt(one[from], balance));
    if (!next) return;
    apart.add(next.id);
    follow(next[to] ?? "", from, to);
  };
  follow(closing, "opening", "closing");
  follow(opening, "closing", "opening");
  return apart;
}

const isAt = (one: string | null, balance: string): boolean =>
  one !== null && balance !== "" && new Big(one).eq(balance);
