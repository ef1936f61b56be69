import Big from "big.js";
import type { Entry, StatementFormat } from "./reading/statement.ts";

/** A movement that is booked, with the statement that told it. */
export interface Booked extends Omit<Entry, "line"> {
  readonly statement: string;
  readonly format: StatementFormat;
}

/**
 * What a movement in a file is beside those that are booked: `known` is one of these for sure; `same` says just what one says,
 * and `alike` is of its day and amount and contradicts it in nothing, told in another way. Of the last two only a person knows.
 */
export type Recognition = "new" | "known" | "same" | "alike";

export interface Recognised {
  readonly entry: Entry;
  readonly is: Recognition;
}

interface Beside {
  /** On the same account and days, in the order in which they were booked. */
  readonly booked: readonly Booked[];
  readonly format: StatementFormat;
  /** This very statement, where it was brought before. */
  readonly own: string | null;
  /** Statements that end where this one begins, or begin where it ends: theirs are others for sure. */
  readonly apart: ReadonlySet<string>;
}

/** Tells which of a statement's movements are booked. Two that say the same are two: each is compared with another one. */
export function recognise(entries: readonly Entry[], { booked, format, own, apart }: Beside): Recognised[] {
  const others = booked.filter(({ statement }) => !apart.has(statement));
  const ownFirst = [
    ...others.filter(({ statement }) => statement === own),
    ...others.filter(({ statement }) => statement !== own),
  ];
  const left = Map.groupBy(ownFirst, saidBy);
  const compared = entries.map((entry) => ({ entry, one: left.get(saidBy(entry))?.shift() }));
  const byAmount = Map.groupBy([...left.values()].flat(), placeOf);
  return compared.map(({ entry, one }) => {
    if (one) return { entry, is: one.statement === own || entry.reference ? "known" : "same" };
    const near = (byAmount.get(placeOf(entry)) ?? []).filter((other) => other.statement !== own);
    if (near.some((other) => isSameReference(entry, other))) return { entry, is: "known" };
    return { entry, is: near.some((other) => mayBe(entry, other, format)) ? "alike" : "new" };
  });
}

/** All that a movement says, as it is kept; two that say the same cannot be told apart. */
export function saidBy(entry: Omit<Entry, "line">): string {
  const { payer, text } = entry;
  return JSON.stringify([placeOf(entry), ...idsOf(entry), plain(payer, 300), plain(text, 2000)]);
}

const placeOf = ({ bookedOn, amount, currency }: Omit<Entry, "line">): string =>
  `${bookedOn} ${new Big(amount).toFixed()} ${currency}`;

const idsOf = ({ reference, payerAccount }: Omit<Entry, "line">): readonly string[] => [
  plain(reference, 255),
  plain(payerAccount, 60),
];

const plain = (said: string | null, most: number): string =>
  (said ?? "").slice(0, most).replace(/\s+/gu, " ").trim().toUpperCase();

const isSameReference = (one: Entry, other: Booked): boolean =>
  plain(one.reference, 255) !== "" && plain(one.reference, 255) === plain(other.reference, 255);

// Each format has words of its own; within one only what the one says and the other does not may differ.
function mayBe(entry: Entry, other: Booked, format: StatementFormat): boolean {
  const differ = (one: string | null, two: string | null) =>
    one !== null && two !== null && plain(one, 255) !== plain(two, 255);
  if (differ(entry.payerAccount, other.payerAccount)) return false;
  if (format !== other.format) return true;
  const [said, told] = [plain(entry.text, 2000), plain(other.text, 2000)];
  return (
    !differ(entry.reference, other.reference) &&
    !differ(entry.payer, other.payer) &&
    (said.includes(told) || told.includes(said))
  );
}
