import Big from "big.js";
import type { BodyOf } from "#kernel/action";
import { rulesOfDocuments, taxesFor } from "#catalogue";
import { AppError } from "#kernel/error";
import { businessDay, archiveByRule, createMany, get, updateMany, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { assertWithinLimit } from "#trade";
import { billingEvents } from "../contract/events.ts";
import type { SubscriptionLineInput, setSubscriptionLines } from "../contract/subscriptions.ts";
import { fromCatalogue } from "../lines/from-catalogue.ts";
import { correctCharges } from "./correcting.ts";
import { keepLedger } from "./ledger.ts";
import { dayBefore } from "./periods.ts";
import type { StoredLine, StoredTerms } from "./stored-terms.ts";
import { takeSubscription } from "./subscription-in-hand.ts";

type WantedLine = SubscriptionLineInput & { readonly price: string };

/**
 * Says what a subscription consists of from a day on. Lines that say the same go on; those that do not end the day
 * before, and others take their place. What was invoiced of days after that is corrected with the next invoice. Throws
 * `tax_rate_missing` for a tax class that has no rate, so that it stops no invoice later.
 */
export async function changeLines(
  work: Work,
  id: string,
  { from_on, lines: wished }: BodyOf<typeof setSubscriptionLines>,
): Promise<RecordData> {
  const terms = await takeSubscription(work, id);
  const { taxIncluded } = await rulesOfDocuments(work);
  const wanted = await fromCatalogue(work, { ...terms, taxIncluded }, wished);
  if (terms.state === "ended") throw new AppError("subscription_not_running");
  const today = businessDay(work);
  const from = terms.state === "draft" ? terms.startsOn : latest(from_on ?? today, terms.startsOn);
  if (from_on && from_on < terms.startsOn) throw new AppError("field_invalid", { field: "from_on" });
  const lasting = terms.lines.filter(({ until }) => until === null || until >= from);
  if (wanted.some((line) => line.id && !lasting.some((one) => one.id === line.id)))
    throw new AppError("link_not_found", { field: "lines" });
  const stays = (line: StoredLine) =>
    wanted.some((one) => one.id === line.id && isSame(one, line) && line.until === null);
  const leaving = lasting.filter((line) => !stays(line));
  await assertAllowed(work, terms, { wanted, lasting });
  await archiveByRule(
    work,
    "subscription_line",
    leaving.filter((line) => line.from >= from).map((line) => line.id),
  );
  const ended = leaving
    .filter((line) => line.from < from)
    .map((line) => ({ id: line.id, values: { until_on: dayBefore(from) } }));
  await updateMany(work, "subscription_line", ended, { governed: true });
  const added = wanted
    .map((line, position) => ({ line, position }))
    .filter(({ line }) => !lasting.some((one) => one.id === line.id && stays(one)));
  await createMany(
    work,
    "subscription_line",
    added.map(({ line, position }) => valuesOf(terms, line, { from, position })),
    { governed: true },
  );
  return afterChange(work, terms, billingEvents.subscriptionChanged);
}

/**
 * Throws `tax_rate_missing` for a class of tax that nobody knows, which would stop the invoice later, and
 * `discount_above_limit` for more discount than the actor may give and a line had before. A price alone says nothing here:
 * what a product costs is told without a period.
 */
async function assertAllowed(
  work: Work,
  { customer, currency }: StoredTerms,
  { wanted, lasting }: { wanted: readonly WantedLine[]; lasting: readonly StoredLine[] },
): Promise<void> {
  const on = businessDay(work);
  await taxesFor(work, {
    buyer: customer,
    on,
    lines: wanted.map(({ tax_class }) => ({ taxClass: tax_class ?? null })),
  });
  const before = new Map(lasting.map(({ id, discount }) => [id, discount]));
  const lines = wanted
    .map(({ id, quantity, price, discount = "0" }) => ({ id, quantity, price, discount }))
    .filter(({ id, discount }) => new Big(discount).gt(before.get(id ?? "") ?? "0"))
    .map((line) => ({ ...line, product: null, tax_rate: "0", list_price: null }));
  const head = {
    customer,
    currency,
    channel: null,
    discount: "0",
    taxIncluded: false,
    rounding: "line",
  } as const;
  await assertWithinLimit(work, { head, lines });
}

/** What follows from any change of terms: the ledger, the correction of what was invoiced, and word of it. */
export async function afterChange(
  work: Work,
  { id, state }: StoredTerms,
  event: string,
  payload: Readonly<Record<string, unknown>> = {},
): Promise<RecordData> {
  if (state !== "draft") {
    await keepLedger(work, [id]);
    await correctCharges(work, id);
    work.emit({ name: event, object: "subscription", records: [id], payload });
  }
  return get(work, "subscription", id);
}

const latest = (one: string, other: string): string => (one > other ? one : other);

function isSame(wanted: WantedLine, line: StoredLine): boolean {
  const same = (one: string, other: string) => new Big(one).eq(other);
  return (
    same(wanted.quantity, line.quantity) &&
    same(wanted.price, line.price) &&
    same(wanted.discount ?? "0", line.discount) &&
    wanted.description === line.description &&
    (wanted.product ?? null) === line.product &&
    (wanted.unit ?? null) === line.unit &&
    (wanted.tax_class ?? null) === line.taxClass
  );
}

function valuesOf(
  { id, currency }: StoredTerms,
  line: WantedLine,
  { from, position }: { readonly from: string; readonly position: number },
) {
  return {
    subscription: id,
    position,
    product: line.product ?? null,
    description: line.description,
    quantity: line.quantity,
    unit: line.unit ?? null,
    price: { amount: line.price, currency },
    discount: Number(line.discount ?? "0"),
    tax_class: line.tax_class ?? null,
    from_on: from,
  };
}
