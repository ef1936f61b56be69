import Big from "big.js";
import type { StatementRow, Tier } from "../contract/commission.ts";
import type { Entry } from "./bases.ts";
import { type Earned, reckon, splitAmount } from "./reckoning.ts";

/** A row of a statement before it is told to anybody. */
export interface Row {
  readonly kind: StatementRow["kind"];
  readonly entry: string;
  readonly deal: string | null;
  readonly title: string;
  readonly day: string;
  readonly earnedIn: string;
  readonly reason: StatementRow["reason"];
  readonly base: string;
  readonly share: string;
  readonly rate: string;
  readonly amount: string;
}

export interface Terms {
  readonly tiers: readonly Tier[];
  readonly quota: string | null;
}

/** What a seller earns by the entries of a period, with the share, the tier and the rate of each amount. */
export function earnedRows(
  entries: readonly Entry[],
  user: string,
  earnedIn: string,
  terms: Terms,
): readonly Row[] {
  const sold = entries.flatMap(({ entry, day, amount, parts }) => {
    const at = parts.findIndex((part) => part.user === user);
    const part = parts[at];
    if (!part) return [];
    const amounts = splitAmount(
      amount,
      parts.map(({ share }) => share),
    );
    return [{ entry, day, amount: amounts[at] ?? "0", share: part.share }];
  });
  const byEntry = new Map(entries.map((entry) => [entry.entry, entry]));
  return reckon(sold, terms.tiers, terms.quota).map((earned) => ({
    kind: "earned",
    ...ofEntry(byEntry.get(earned.entry)),
    earnedIn,
    reason: null,
    ...earned,
  }));
}

/**
 * What has to be made good of a closed period: for each entry the difference between what it comes to now, by the terms of then, and
 * what was stated of it, then and in corrections since.
 */
export function correctionRows(
  stated: readonly Row[],
  now: readonly Row[],
  earnedIn: string,
): readonly Row[] {
  const entries = new Set([...stated, ...now].map(({ entry }) => entry));
  return [...entries].flatMap((entry): Row[] => {
    const [before, after] = [stated, now].map((rows) => rows.filter((row) => row.entry === entry));
    const difference = (name: "amount" | "base") => sumOf(after, name).minus(sumOf(before, name));
    const amount = difference("amount");
    const known = after?.at(-1) ?? before?.at(-1);
    if (!known || amount.eq(0)) return [];
    return [
      {
        ...known,
        kind: "correction",
        earnedIn,
        reason: !after?.length ? "gone" : before?.length ? "changed" : "added",
        base: difference("base").toFixed(2),
        amount: amount.toFixed(2),
      },
    ];
  });
}

export function sumOf(
  rows: readonly Pick<Earned, "amount" | "base">[] | undefined,
  name: "amount" | "base",
): Big {
  return (rows ?? []).reduce((sum, row) => sum.plus(row[name]), new Big(0));
}

function ofEntry(entry: Entry | undefined): Pick<Row, "deal" | "title" | "day"> {
  return { deal: entry?.deal ?? null, title: entry?.title ?? "", day: entry?.day ?? "" };
}
