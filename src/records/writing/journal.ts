import { sql } from "kysely";
import type { DomainEvent } from "#kernel/event";
import type { CatalogueObject } from "../catalogue.ts";
import type { HistoryEntry } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { compiled, kept, send } from "../reading/kept-queries.ts";
import { recordReading } from "../reading/listing.ts";
import type { Row } from "../reading/selection-draft.ts";
import type { Asked } from "../reading/wanted-fields.ts";
import { eventOfRow, eventOfRowInsertion, eventRows, eventsInsertion } from "./event-rows.ts";
import { historyInsertion, historyOfRows, historyOfRowsInsertion, historyValues } from "./history-rows.ts";
import type { Write } from "./stored-rows.ts";
import type { Written } from "./written-record.ts";

type Changes = Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;

/** What happened to one record. */
export interface JournalEntry {
  readonly id: string;
  readonly changes: Changes;
  /** What is to be said besides: the record that took it along. */
  readonly details?: Readonly<Record<string, unknown>>;
}

const batch = 1000;

/** Writes history and tells the outbox, for all records of one write, in its transaction. */
export async function journal(
  work: Work,
  object: CatalogueObject,
  kind: HistoryEntry["kind"],
  entries: readonly JournalEntry[],
): Promise<void> {
  if (entries.length > 0) await (await sendJournal(work, object, kind, entries)).answered;
}

/** What is done by the statement that writes the journal. */
interface Along {
  readonly write?: Write;
  /** What is written beside. */
  readonly beside?: Write | undefined;
  /** What is wanted of the records that were written, where the statement is to answer them. */
  readonly read?: Asked | undefined;
}

/**
 * Sends the same, by one statement together with the write itself where that is given, and does not wait for the answer:
 * the records as they may be seen, where they are `read` from what was written.
 */
export async function sendJournal(
  work: Work,
  object: CatalogueObject,
  kind: HistoryEntry["kind"],
  entries: readonly JournalEntry[],
  along: Along = {},
): Promise<Written> {
  const { write, beside, read } = along;
  const events = eventsOf(work, object, kind, entries);
  const how = howTold(entries, write);
  const question = JSON.stringify([object.name, write?.name, beside?.name, read, how, work.atOnce]);
  const { query, shape } = kept(work, `journal ${question}`, (making) =>
    journalQuery(making, object, along, how),
  );
  for (const event of events) work.told(event);
  const told = { one: valuesOfOne, same: valuesOfSame, each: valuesOfEach }[how];
  const values = {
    ...told(work, { object: object.name, kind }, entries, events),
    ...write?.values,
    ...beside?.values,
  };
  return { ...(await send(work, { query, values })), ...(shape && { shape }) };
}

/** Of one row that is written, the same of all of them, or something else of each. */
type HowTold = "one" | "same" | "each";

function howTold(entries: readonly JournalEntry[], write: Write | undefined): HowTold {
  if (!write) return "each";
  if (entries.length === 1) return "one";
  const isSame = entries.every(({ changes, details }) => !details && Object.keys(changes).length === 0);
  return isSame ? "same" : "each";
}

/** What is told of rows hangs on their being written, where it is the same of all; else on nothing. */
function journalQuery(making: Work, object: CatalogueObject, { write, beside, read }: Along, how: HowTold) {
  const parts = [
    ...(write ? [sql`written as (${write.statement()} returning ${read ? sql`t.*` : sql`t.id`})`] : []),
    ...(beside ? [sql`beside as (${beside.statement()})`] : []),
    sql`told as (${how === "one" ? eventOfRowInsertion : eventsInsertion})`,
  ];
  const noted = how === "each" ? historyInsertion : historyOfRowsInsertion;
  if (!read) return { query: compiled(making, sql<Row>`with ${sql.join(parts)} ${noted}`) };
  const isSeen = making.atOnce === true;
  const { statement, shape } = recordReading(making, object, read, { rows: sql`written`, isSeen });
  const query = sql<Row>`with ${sql.join([...parts, sql`noted as (${noted})`])} ${statement}`;
  return { query: compiled(making, query), shape };
}

type Told = Parameters<typeof historyValues>[1];

function valuesOfOne(
  work: Work,
  told: Told,
  entries: readonly JournalEntry[],
  events: readonly DomainEvent[],
) {
  const [entry, event] = [entries[0] as JournalEntry, events[0] as DomainEvent];
  return { ...historyOfRows(work, told, entry), ...eventOfRow(event) };
}

function valuesOfSame(
  work: Work,
  told: Told,
  entries: readonly JournalEntry[],
  events: readonly DomainEvent[],
) {
  return { ...historyOfRows(work, told, entries[0] as JournalEntry), events: eventRows(events) };
}

function valuesOfEach(
  work: Work,
  told: Told,
  entries: readonly JournalEntry[],
  events: readonly DomainEvent[],
) {
  return { ...historyValues(work, told, entries), events: eventRows(events) };
}

function eventsOf(
  { source }: Work,
  object: CatalogueObject,
  kind: HistoryEntry["kind"],
  entries: readonly JournalEntry[],
): DomainEvent[] {
  const events: DomainEvent[] = [];
  for (let start = 0; start < entries.length; start += batch) {
    const part = entries.slice(start, start + batch);
    const fields = [...new Set(part.flatMap((entry) => Object.keys(entry.changes)))];
    events.push({
      name: `records.${kind}`,
      object: object.name,
      records: part.map((entry) => entry.id),
      payload: { source, ...(kind === "changed" ? { fields } : {}) },
    });
  }
  return events;
}

/** The fields that differ between what was and what is to be. */
export function differences(
  before: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
): Changes {
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const [name, to] of Object.entries(values)) {
    const from = before[name] ?? null;
    if (!same(from, to ?? null)) changes[name] = { from, to: to ?? null };
  }
  return changes;
}

/** Whether two values mean the same: `1.50` is `1.5`, a name is its parts, an instant is its moment. */
function same(from: unknown, to: unknown): boolean {
  if (from === to) return true;
  if (from === null || to === null) return isEmpty(from) && isEmpty(to);
  if (Array.isArray(from) && Array.isArray(to)) {
    return from.length === to.length && from.every((item, index) => same(item, to[index]));
  }
  if (typeof from === "object" && typeof to === "object") {
    const names = new Set([...Object.keys(from), ...Object.keys(to)].filter((name) => name !== "full"));
    const [left, right] = [from as Record<string, unknown>, to as Record<string, unknown>];
    return [...names].every((name) => same(left[name] ?? null, right[name] ?? null));
  }
  return typeof from === "string" && typeof to === "string" && decimal.test(from) && decimal.test(to)
    ? trimmed(from) === trimmed(to)
    : false;
}

const decimal = /^-?\d+(\.\d+)?$/;

function trimmed(number: string): string {
  return number.includes(".") ? number.replace(/\.?0+$/, "") : number;
}

function isEmpty(value: unknown): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.values(value as object).every((part) => part == null);
}
