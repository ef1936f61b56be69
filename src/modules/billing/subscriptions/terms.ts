import type { PeriodKind, Span } from "./periods.ts";
import { dayAfter, overlap, without } from "./periods.ts";

/** What was agreed of a subscription: all that its charges and its recurring revenue follow from. Amounts are decimal text. */
export interface Terms {
  readonly startsOn: string;
  /** Last day of the trial; nothing is charged until then. */
  readonly trialEndsOn: string | null;
  /** Last day; null while nobody has cancelled. */
  readonly endsOn: string | null;
  readonly every: PeriodKind;
  /** Decimals of the currency. */
  readonly decimals: number;
  readonly lines: readonly TermsLine[];
  readonly pauses: readonly Pause[];
}

/** A line as it stands from a day on; where quantity or price change, another one follows. */
export interface TermsLine {
  readonly id: string;
  readonly quantity: string;
  readonly price: string;
  /** In percent. */
  readonly discount: string;
  readonly from: string;
  readonly until: string | null;
}

export interface Pause {
  readonly from: string;
  /** Last day of it; null while nobody has resumed. */
  readonly until: string | null;
}

/** Later than any day of ours. */
export const evermore = "9999-12-31";

export const spanOf = ({ from, until }: { readonly from: string; readonly until: string | null }): Span => ({
  from,
  until: until ?? evermore,
});

/** The days within `span` for which a line is charged. */
export function chargedDays(terms: Terms, line: TermsLine, span: Span): Span[] {
  const begins = terms.trialEndsOn ? dayAfter(terms.trialEndsOn) : terms.startsOn;
  const whole = { from: begins > terms.startsOn ? begins : terms.startsOn, until: terms.endsOn ?? evermore };
  const own = whole.from <= whole.until ? overlap(whole, spanOf(line)) : null;
  const within = own && overlap(own, span);
  return within ? without(within, terms.pauses.map(spanOf)) : [];
}
