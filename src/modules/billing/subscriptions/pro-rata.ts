import Big from "big.js";
import { dayAfter, daysUntil, lengthOf, type Span } from "./periods.ts";
import { chargedDays, type Terms, type TermsLine } from "./terms.ts";

/** What a line comes to for a whole period: quantity × price less discount, rounded to the currency. */
export function amountOfLine(
  { quantity, price, discount }: Omit<TermsLine, "id" | "from" | "until">,
  decimals: number,
): Big {
  return new Big(quantity)
    .times(price)
    .times(new Big(100).minus(discount))
    .div(100)
    .round(decimals, Big.roundHalfUp);
}

/**
 * What a line comes to in a period, by the days for which it is charged. Each stretch is the difference between what
 * stands at its end and at its beginning, so that stretches which follow each other add up to the whole to the cent.
 */
export function chargeOf(terms: Terms, line: TermsLine, period: Span): string {
  const full = amountOfLine(line, terms.decimals);
  const upTo = (day: string) =>
    full.times(daysUntil(period, day)).div(lengthOf(period)).round(terms.decimals, Big.roundHalfUp);
  return chargedDays(terms, line, period)
    .reduce((sum, { from, until }) => sum.plus(upTo(dayAfter(until))).minus(upTo(from)), new Big(0))
    .toFixed(terms.decimals);
}

/** The days of a period for which a line is charged, from the first to the last. */
export function daysCharged(terms: Terms, line: TermsLine, period: Span): Span | null {
  const spans = chargedDays(terms, line, period);
  const [first] = spans;
  const last = spans.at(-1);
  return first && last ? { from: first.from, until: last.until } : null;
}
