import type { RecordData } from "#records/contract";
import type { Component, Line } from "./lines.ts";
import type { Zones } from "./zones.ts";

/** For whom an entry is read and written. */
export interface Reader {
  readonly timeZone: string;
  /** Those that the text brings along which is read. */
  readonly zones?: Zones;
  readonly locale: string;
  /** Where telephone numbers without a prefix are meant. */
  readonly country: string;
}

/** One of the ways to reach a party. */
export interface ContactPoint {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly value: string;
  readonly label: string;
  readonly main: boolean;
}

/** A record with all that its entry says. */
export interface Subject {
  readonly record: RecordData;
  readonly points: readonly ContactPoint[];
}

/** What we say of a record, by property. Lines of one property stand together. */
export type Saying = Readonly<Record<string, readonly Line[]>>;

/** What an entry says of a record, as far as it becomes fields of it. */
export interface Meaning {
  readonly values: Readonly<Record<string, unknown>>;
  /** When it was done; null while it is open. Absent where it cannot be done. */
  readonly doneAt?: string | null;
  /** Ways to reach it; absent where it has none. */
  readonly points?: readonly Omit<ContactPoint, "id" | "version">[];
}

/** How records of one kind stand in an entry. */
export interface EntryForm {
  readonly object: "task" | "person";
  /** The component that is the entry: `VTODO`. */
  readonly component: "VTODO" | "VEVENT" | "VCARD";
  readonly mediaType: string;
  readonly extension: ".ics" | ".vcf";
  readonly fields: readonly string[];
  /** The id of a record whose entry nobody else has named. */
  readonly uidOf: (id: string) => string;
  readonly say: (subject: Subject, reader: Reader) => Saying;
  readonly understand: (entry: Component, reader: Reader) => Meaning | null;
  /** Properties that only make sense with one another: when one is said anew, all are. */
  readonly together: readonly (readonly string[])[];
  /** What we say, in the way in which it is said in an entry: of a time, its zone, or that it is a day. */
  readonly asSaidIn?: (saying: Saying, entry: Component, reader: Reader) => Saying;
  /** Of a property with many lines: what a line is about, so that each is kept for itself. */
  readonly keyOf?: (line: Line, reader: Reader) => string;
}
