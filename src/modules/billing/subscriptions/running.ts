import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { businessDay, archiveByRule, createMany, update, updateMany, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { billingEvents } from "../contract/events.ts";
import type {
  cancelSubscription as cancelAction,
  pauseSubscription as pauseAction,
} from "../contract/subscriptions.ts";
import { tellTimeline } from "../invoices/timeline.ts";
import { afterChange } from "./changing-lines.ts";
import { dayAfter, dayBefore, overlap, periodAt } from "./periods.ts";
import { firstDay, type StoredTerms } from "./stored-terms.ts";
import { assertRunning, takeSubscription } from "./subscription-in-hand.ts";
import { spanOf } from "./terms.ts";

/** Starts a subscription that has something to charge. `already_done` when it runs. */
export async function startSubscription(work: Work, id: string): Promise<RecordData> {
  const terms = await takeSubscription(work, id);
  if (terms.state !== "draft") throw new AppError("already_done");
  if (terms.lines.length === 0) throw new AppError("field_required", { field: "lines" });
  await update(
    work,
    "subscription",
    id,
    { state: "active", next_invoice_on: firstDay(terms, dayAfter) },
    { governed: true },
  );
  await tell(work, terms);
  return afterChange(work, { ...terms, state: "active" }, billingEvents.subscriptionStarted);
}

/** Pauses from a day on: nothing is charged, and what was is credited. `already_done` when a pause is on. */
export async function pauseSubscription(
  work: Work,
  id: string,
  { from_on, reason }: BodyOf<typeof pauseAction>,
): Promise<RecordData> {
  const terms = await takeSubscription(work, id);
  assertRunning(terms);
  const from = from_on ?? businessDay(work);
  if (terms.pauses.some((pause) => overlap(spanOf(pause), { from, until: "9999-12-31" })))
    throw new AppError("already_done");
  if (from < terms.startsOn || (terms.endsOn && from > terms.endsOn))
    throw new AppError("field_invalid", { field: "from_on" });
  await createMany(
    work,
    "subscription_pause",
    [{ subscription: id, from_on: from, reason: reason ?? null }],
    { governed: true },
  );
  return afterChange(work, terms, billingEvents.subscriptionPaused);
}

/** Goes on from today; a pause that has not begun is given up. */
export async function resumeSubscription(work: Work, id: string): Promise<RecordData> {
  const terms = await takeSubscription(work, id);
  const open = terms.pauses.find(({ until }) => until === null);
  if (!open) throw new AppError("already_done");
  const yesterday = dayBefore(businessDay(work));
  if (open.from > yesterday) await archiveByRule(work, "subscription_pause", [open.id]);
  else
    await updateMany(work, "subscription_pause", [{ id: open.id, values: { until_on: yesterday } }], {
      governed: true,
    });
  return afterChange(work, terms, billingEvents.subscriptionResumed);
}

/** Cancels with the end of the period that is invoiced, or at once. */
export async function cancelSubscription(
  work: Work,
  id: string,
  { at, reason }: BodyOf<typeof cancelAction>,
): Promise<RecordData> {
  const terms = await takeSubscription(work, id);
  assertRunning(terms);
  const today = businessDay(work);
  const until = at === "now" ? latest(today, dayBefore(terms.startsOn)) : endOfPeriod(terms, today);
  return endWith(work, terms, { until, reason });
}

/** Ends a subscription with a day, for a reason. `already_done` when it ends no later. */
export async function endWith(
  work: Work,
  terms: StoredTerms,
  { until, reason }: { readonly until: string; readonly reason: string },
): Promise<RecordData> {
  if (terms.endsOn !== null && terms.endsOn <= until && terms.cancelReason !== null)
    throw new AppError("already_done");
  const next = terms.nextInvoiceOn !== null && terms.nextInvoiceOn <= until ? terms.nextInvoiceOn : null;
  const values = { ends_on: until, cancel_reason: reason, next_invoice_on: next };
  await update(work, "subscription", terms.id, values, { governed: true });
  await tell(work, terms, reason);
  return afterChange(work, terms, billingEvents.subscriptionCancelled, { ends_on: until, reason });
}

/** Takes back that it is cancelled, while it lasts. */
export async function keepSubscription(work: Work, id: string): Promise<RecordData> {
  const terms = await takeSubscription(work, id);
  assertRunning(terms);
  if (terms.cancelReason === null) throw new AppError("already_done");
  const today = businessDay(work);
  const values = {
    ends_on: null,
    cancel_reason: null,
    next_invoice_on: terms.nextInvoiceOn ?? dayAfter(endOfPeriod(terms, today)),
  };
  await update(work, "subscription", id, values, { governed: true });
  return afterChange(work, terms, billingEvents.subscriptionChanged);
}

function endOfPeriod(terms: StoredTerms, today: string): string {
  const first = firstDay(terms, dayAfter);
  if (today < first) return dayBefore(first);
  return periodAt(first, terms.every, today).until;
}

const latest = (one: string, other: string): string => (one > other ? one : other);

async function tell(
  work: Work,
  { id, customer, deal, number, name }: StoredTerms,
  why?: string,
): Promise<void> {
  const what = why === undefined ? "subscription_started" : "subscription_cancelled";
  await tellTimeline(work, [
    { what, of: { subscription: id }, customer, deal, number, name, ...(why && { why }) },
  ]);
}
