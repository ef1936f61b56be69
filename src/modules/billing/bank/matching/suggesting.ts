import Big from "big.js";
import type { reasons } from "../../contract/bank.ts";
import { isSameName, marksOf, type Said, saidBy } from "./marks.ts";
import { type Naming, namingOf } from "./references.ts";

export type Reason = (typeof reasons)[number];

/** An invoice on which something is still open. */
export interface OpenInvoice {
  readonly id: string;
  readonly number: string;
  readonly reference: string | null;
  readonly customer: string;
  readonly customerName: string;
  readonly open: string;
  readonly dueOn: string | null;
}

/** What came in, and whose it is likely to be by earlier payments from the same account. */
export interface Incoming {
  readonly amount: string;
  readonly text: string;
  readonly payer: string | null;
  /** Customers for whom payments from this account were booked before. */
  readonly knownAs: readonly string[];
}

export interface Suggestion {
  readonly customer: string;
  readonly customerName: string;
  readonly shares: readonly Share[];
  readonly rest: string;
  readonly certain: boolean;
  readonly reasons: readonly Reason[];
}

export interface Share {
  readonly invoice: OpenInvoice;
  readonly amount: string;
}

interface Named {
  readonly invoice: OpenInvoice;
  readonly naming: Naming | "reference";
}

/**
 * How much each reason weighs where several suggestions stand against each other: what is named before the amount alone,
 * that before who pays. Only their order counts.
 */
const worth: Readonly<Record<Reason, number>> = { number: 8, reference: 8, amount: 5, account: 3, payer: 2 };
/** As many suggestions as one looks through. */
const most = 5;
/** What is certain stands before all that is not, whatever its reasons come to. */
const certainty = 100;
/** Customers of one name among whom it is still worth to look. */
const mostAlike = 20;

/**
 * Which of the open invoices a payment may be for, the likeliest first: those whose number or reference its text names, those of
 * whom it comes from by account or name, and those of just its amount. Certain is what is named, by one customer's
 * invoices alone, and comes out to the cent.
 */
export function suggestionsFor(incoming: Incoming, open: readonly OpenInvoice[]): Suggestion[] {
  const said = saidBy(incoming);
  const named = open.flatMap((invoice) => namedBy(said, invoice) ?? []);
  const found = [
    ...byName(incoming, named),
    ...byCustomer(said, open, named),
    ...byAmount(said, open, named),
  ];
  const isFirst = (one: Suggestion) => found.findIndex((other) => isSame(one, other)) === found.indexOf(one);
  return found
    .filter(isFirst)
    .sort((one, other) => scoreOf(other) - scoreOf(one))
    .slice(0, most);
}

function namedBy({ incoming, compact, joined }: Said, invoice: OpenInvoice): Named | null {
  if (invoice.reference && compact.includes(invoice.reference)) return { invoice, naming: "reference" };
  // Most numbers are not meant: that is seen without an expression.
  const { least } = marksOf(invoice);
  if (!least || !joined.includes(least)) return null;
  const naming = namingOf(incoming.text, invoice.number);
  return naming && { invoice, naming };
}

function byName(incoming: Incoming, named: readonly Named[]): Suggestion[] {
  const clearly = named.filter(({ naming }) => naming !== "last");
  const customers = Map.groupBy(clearly, ({ invoice }) => invoice.customer);
  return [...customers.values()].map((some) => {
    const suggestion = shared(
      incoming,
      some.map(({ invoice }) => invoice),
      [some.some(({ naming }) => naming === "reference") ? "reference" : "number"],
    );
    return {
      ...suggestion,
      certain:
        customers.size === 1 &&
        isWhole(
          incoming,
          some.map(({ invoice }) => invoice),
        ),
    };
  });
}

function byCustomer(said: Said, open: readonly OpenInvoice[], named: readonly Named[]): Suggestion[] {
  const { incoming } = said;
  const known = Map.groupBy(
    open.filter((invoice) => isKnown(said, invoice)),
    ({ customer }) => customer,
  );
  return [...known.values()].slice(0, mostAlike).map((own) => {
    const reasons = isFrom(said, own[0] as OpenInvoice);
    const exact = oldestFirst(own).filter((invoice) => marksOf(invoice).open === said.amount);
    const meant = exact.find((invoice) => named.some((one) => one.invoice === invoice)) ?? exact[0];
    const some = meant ? [meant] : (comingTo(oldestFirst(own), incoming.amount) ?? own);
    const hinted = meant && exact.length === 1 && named.some((one) => one.invoice === meant);
    return {
      ...shared(incoming, some, hinted ? [...reasons, "number"] : reasons),
      certain: hinted === true && reasons.includes("account"),
    };
  });
}

function byAmount(
  { incoming, amount }: Said,
  open: readonly OpenInvoice[],
  named: readonly Named[],
): Suggestion[] {
  const exact = oldestFirst(open.filter((invoice) => marksOf(invoice).open === amount));
  return exact.slice(0, most * 2).map((invoice) => {
    const isNamed = named.some((one) => one.invoice === invoice);
    return shared(incoming, [invoice], isNamed ? ["number"] : []);
  });
}

const isKnown = (said: Said, invoice: OpenInvoice): boolean =>
  said.incoming.knownAs.includes(invoice.customer) || isSameName(said.payer, marksOf(invoice).words);

function isFrom({ incoming, payer }: Said, invoice: OpenInvoice): Reason[] {
  const byAccount = incoming.knownAs.includes(invoice.customer);
  const byPayer = isSameName(payer, marksOf(invoice).words);
  return [...(byAccount ? (["account"] as const) : []), ...(byPayer ? (["payer"] as const) : [])];
}

function shared(
  incoming: Incoming,
  invoices: readonly OpenInvoice[],
  reasons: readonly Reason[],
): Suggestion {
  let left = new Big(incoming.amount);
  const shares: Share[] = [];
  for (const invoice of oldestFirst(invoices)) {
    const amount = left.lt(invoice.open) ? left : new Big(invoice.open);
    if (amount.gt(0)) shares.push({ invoice, amount: amount.toFixed() });
    left = left.minus(amount);
  }
  const [first] = invoices;
  return {
    customer: first?.customer ?? "",
    customerName: first?.customerName ?? "",
    shares,
    rest: left.toFixed(),
    certain: false,
    reasons: isWhole(incoming, invoices) ? [...reasons, "amount"] : reasons,
  };
}

function isWhole({ amount }: Incoming, invoices: readonly OpenInvoice[]): boolean {
  return invoices.reduce((sum, { open }) => sum.plus(open), new Big(0)).eq(amount);
}

/** Of so many of the oldest invoices those that come to an amount are looked for: some 2,500 sets of up to four. */
const widest = 16;

/** Two to four of the oldest invoices that come to the amount together; null where none do. */
function comingTo(invoices: readonly OpenInvoice[], amount: string): OpenInvoice[] | null {
  const some = invoices.slice(0, widest);
  const search = (from: number, left: Big, taken: readonly OpenInvoice[]): OpenInvoice[] | null => {
    if (left.eq(0) && taken.length > 1) return [...taken];
    if (taken.length === 4 || left.lte(0)) return null;
    for (let index = from; index < some.length; index++) {
      const invoice = some[index] as OpenInvoice;
      const found = search(index + 1, left.minus(invoice.open), [...taken, invoice]);
      if (found) return found;
    }
    return null;
  };
  return search(0, new Big(amount), []);
}

function oldestFirst(invoices: readonly OpenInvoice[]): OpenInvoice[] {
  const day = ({ dueOn }: OpenInvoice) => dueOn ?? "9999";
  return [...invoices].sort(
    (one, other) => day(one).localeCompare(day(other)) || one.number.localeCompare(other.number),
  );
}

function isSame(one: Suggestion, other: Suggestion): boolean {
  const ids = ({ shares }: Suggestion) => shares.map(({ invoice }) => invoice.id).join();
  return one.customer === other.customer && ids(one) === ids(other);
}

function scoreOf({ reasons, certain }: Suggestion): number {
  return reasons.reduce((sum, reason) => sum + worth[reason], certain ? certainty : 0);
}
