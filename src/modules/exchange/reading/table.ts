import type { ImportDetails } from "../contract/details.ts";
import type { Allowance } from "./allowance.ts";

/** A file at hand: the one that was sent, or one out of it. */
export interface FoundFile {
  readonly path: string;
  /** What it is called; shown, and never a path. */
  readonly name: string;
}

/** A list of rows that a file holds, on its way to become an import. */
export interface Table {
  /** What it is called within its file: a sheet; empty where it is all there is. */
  readonly name: string;
  /** The headings first where it has any. Read once, before the next table is asked for. */
  readonly rows: AsyncIterable<readonly string[]>;
  /** What the rows are about, where the format itself says so. */
  readonly object?: string;
  /** Whose layout the headings are, and what of it: ids are told apart by it. */
  readonly source?: { readonly system: string; readonly entity: string };
}

/** Something of a file that does not become rows, and why. */
export interface LeftOut {
  readonly name: string;
  readonly reason: ImportDetails["left_out"][number]["reason"];
}

/** What readers work with. */
export interface Desk {
  /** A folder for what is kept while reading; it goes afterwards. */
  readonly folder: string;
  readonly allowance: Allowance;
  /** Addresses of the organisation's own users, in lower case. */
  readonly ourAddresses: ReadonlySet<string>;
  /** Of these addresses, in lower case, those of somebody who is there already. */
  readonly knownAddresses: (addresses: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Where a time without a zone is meant. */
  readonly timeZone: string;
  readonly leaveOut: (left: LeftOut) => void;
}

/** How files of one kind become tables. */
export interface FormatReader {
  /** Whether several files in an archive are one list: cards, calendars, mails. */
  readonly gathers: boolean;
  readonly read: (files: readonly FoundFile[], desk: Desk) => AsyncIterable<Table>;
}
