import type { statementFormats } from "../../contract/bank.ts";

/** An account's statement as a bank's file tells it. Amounts are decimal text, what came in is positive. */
export interface Statement {
  /** IBAN or number of the account, without spaces; null where the file does not say whose it is. */
  readonly account: string | null;
  readonly currency: string | null;
  /** How the bank calls this statement. */
  readonly number: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly opening: string | null;
  readonly closing: string | null;
  readonly entries: readonly Entry[];
}

/** One movement on an account. */
export interface Entry {
  /** Where it stands in the file, for who has to find it again. */
  readonly line: number;
  readonly bookedOn: string;
  readonly amount: string;
  readonly currency: string;
  /** The bank's own reference of it. */
  readonly reference: string | null;
  readonly payer: string | null;
  readonly payerAccount: string | null;
  /** Everything that was said of it, in one line. */
  readonly text: string;
}

export type StatementFormat = (typeof statementFormats)[number];

/** As many movements as one file may tell of. */
export const mostEntries = 50_000;

export const withoutSpaces = (text: string): string => text.replace(/\s+/gu, "");
export const inOneLine = (parts: readonly (string | null | undefined)[]): string =>
  parts
    .map((part) => part?.replace(/\s+/gu, " ").trim() ?? "")
    .filter((part, index, all) => part !== "" && all.indexOf(part) === index)
    .join(" · ")
    .slice(0, 2000);
