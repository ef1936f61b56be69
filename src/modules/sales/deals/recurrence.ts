import { Temporal } from "temporal-polyfill";
import { type Draft, valueOf } from "#records";

const months = { monthly: 1, quarterly: 3, half_yearly: 6, yearly: 12 } as const;
type Rhythm = keyof typeof months;

/** The first day on which what was won on `from` is due again, later than `after`: counted from the first, so that the end of a month stays its end. */
export function nextRecurrence(from: string, rhythm: string, after: string): string {
  const first = Temporal.PlainDate.from(from);
  const step = months[rhythm as Rhythm];
  const since = first.until(Temporal.PlainDate.from(after), { largestUnit: "months" }).months;
  let count = Math.max(1, Math.floor(since / step));
  while (first.add({ months: count * step }).toString() <= after) count++;
  return first.add({ months: count * step }).toString();
}

/** A deal that recurs and is won is due again a period later; one that is not won, or recurs no more, is not. */
export function settleRecurrence(draft: Draft): void {
  const rhythm = valueOf(draft, "recurs") as string | null;
  const known = valueOf(draft, "recurs_next_on");
  if (!rhythm && !known) return;
  const closed = valueOf(draft, "closed_on") as string | null;
  const isWon = closed !== null && valueOf(draft, "probability") === 100;
  if (!rhythm || !isWon) draft.values["recurs_next_on"] = null;
  else if (!known || rhythm !== draft.before?.["recurs"])
    draft.values["recurs_next_on"] = nextRecurrence(closed, rhythm, closed);
}
