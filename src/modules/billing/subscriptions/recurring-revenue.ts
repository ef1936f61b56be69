import Big from "big.js";
import { dayAfter, monthsOf, overlap } from "./periods.ts";
import { amountOfLine } from "./pro-rata.ts";
import { chargedDays, evermore, spanOf, type Terms } from "./terms.ts";

export const movementKinds = ["new", "expansion", "contraction", "churn", "reactivation"] as const;
export type MovementKind = (typeof movementKinds)[number];

/** A change of what recurs each month, on the first day on which it holds. `amount` is signed. */
export interface Movement {
  readonly day: string;
  readonly kind: MovementKind;
  readonly amount: string;
}

/** What a subscription brings in a month on a day: quarters and years are spread over their months. */
export function recurringOn(terms: Terms, day: string): Big {
  return terms.lines
    .filter((line) => chargedDays(terms, line, { from: day, until: day }).length > 0)
    .reduce((sum, line) => sum.plus(amountOfLine(line, terms.decimals)), new Big(0))
    .div(monthsOf[terms.every])
    .round(terms.decimals, Big.roundHalfUp);
}

/**
 * The movements of a subscription's recurring revenue, all that are agreed on, also those to come. What they add up to
 * until a day is what recurs on that day. It begins once; when it begins again, as after a pause, that is a reactivation.
 */
export function movementsOf(terms: Terms): Movement[] {
  const movements: Movement[] = [];
  let before = new Big(0);
  let hasBegun = false;
  for (const day of turningDays(terms)) {
    const now = recurringOn(terms, day);
    if (now.eq(before)) continue;
    movements.push({
      day,
      kind: kindOf(before, now, hasBegun),
      amount: now.minus(before).toFixed(terms.decimals),
    });
    hasBegun = true;
    before = now;
  }
  return movements;
}

function kindOf(before: Big, now: Big, hasBegun: boolean): MovementKind {
  if (now.eq(0)) return "churn";
  if (before.eq(0)) return hasBegun ? "reactivation" : "new";
  return now.gt(before) ? "expansion" : "contraction";
}

/** The days on which something may change. */
function turningDays(terms: Terms): string[] {
  const ends = [
    terms.endsOn,
    terms.trialEndsOn,
    ...terms.lines.map(({ until }) => until),
    ...terms.pauses.map(({ until }) => until),
  ];
  const begins = [
    terms.startsOn,
    ...terms.lines.map(({ from }) => from),
    ...terms.pauses.map(({ from }) => from),
  ];
  const days = [
    ...begins,
    ...ends.filter((day) => day !== null && day < evermore).map((day) => dayAfter(day as string)),
  ];
  const within = { from: terms.startsOn, until: evermore };
  return [...new Set(days)].filter((day) => overlap(within, spanOf({ from: day, until: day }))).sort();
}
