import { sql } from "kysely";
import {
  eventLog,
  formatPosition,
  isAfter,
  onceHeldBy,
  parsePosition,
  type PlacedEvent,
  type Position,
  reachesBack,
  readEvents,
  readState,
  type Work,
} from "#records";
import type { EntryForm } from "../entries/form.ts";
import type { Collection } from "./collections.ts";
import { userOf } from "./members.ts";

/** Records looked at between two tokens; where more changed, reading everything costs less. */
const mostChanged = 20_000;

/** Where the log of changes stands, as a client keeps it. */
export async function tokenNow(work: Work): Promise<string> {
  const [{ name }, { newest }] = [await eventLog(work.db), await readState(work.db)];
  return tokenOf(name, newest);
}

export interface Since {
  /** Records that may have changed since. */
  readonly ids: readonly string[];
  readonly token: string;
}

/** What may have changed in a collection since a token; null where that cannot be told any more. */
export async function changedSince(work: Work, collection: Collection, token: string): Promise<Since | null> {
  const log = await eventLog(work.db);
  const [, name, place = ""] = /^urn:rapport:sync:([0-9a-f-]{36}):(\d+-\d+)$/.exec(token) ?? [];
  const from = parsePosition(place);
  const { newest } = await readState(work.db);
  if (name !== log.name || !from || isAfter(from, newest) || !reachesBack(log, from)) return null;
  const ids = await recordsSince(work, collection, from);
  return ids && { ids: [...ids], token: tokenOf(log.name, newest) };
}

const tokenOf = (log: string, position: Position): string =>
  `urn:rapport:sync:${log}:${formatPosition(position)}`;

/** Objects whose names stand in entries of others: a company that is renamed is another line of a card. */
const namedIn = { person: ["company"], task: ["person", "company"] } as const;

interface Touched {
  readonly ids: Set<string>;
  readonly points: Set<string>;
  /** Who has another name since, or came or went. */
  readonly named: Set<string>;
}

async function recordsSince(work: Work, { form }: Collection, from: Position): Promise<Set<string> | null> {
  const touched: Touched = { ids: new Set(), points: new Set(), named: new Set() };
  for (let position = from; ; ) {
    const events = await readEvents(work.db, position, 500);
    for (const event of events) {
      const into = touchedBy(event, form, touched);
      for (const id of into ? event.records : []) into?.add(id);
    }
    if (touched.ids.size + touched.points.size + touched.named.size > mostChanged) return null;
    const last = events.at(-1);
    if (!last) break;
    position = last.position;
  }
  const { ids, points, named } = touched;
  for (const party of await partiesOf(work, [...points])) ids.add(party);
  for (const id of await namingThem(work, form, [...named])) ids.add(id);
  return ids;
}

function touchedBy({ name, object, payload }: PlacedEvent, form: EntryForm, { ids, points, named }: Touched) {
  if (!name.startsWith("records.")) return null;
  if (object === form.object) return ids;
  if (object === "contact_point") return form.object === "person" ? points : null;
  const fields = payload?.["fields"];
  const isOther = name !== "records.created" && !(Array.isArray(fields) && !fields.includes("name"));
  return isOther && (namedIn[form.object] as readonly string[]).includes(object) ? named : null;
}

async function namingThem(work: Work, { object }: EntryForm, named: readonly string[]): Promise<string[]> {
  if (named.length === 0) return [];
  const where = object === "task" ? sql`tasks where party_id` : sql`parties where company_id`;
  const { rows } = await sql<{ id: string }>`select id from ${where} = any(${named}::uuid[])
    and owner_id = ${userOf(work)}::uuid`.execute(work.db);
  return rows.map(({ id }) => id);
}

async function partiesOf(work: Work, points: readonly string[]): Promise<string[]> {
  if (points.length === 0) return [];
  const { rows } = await sql<{ id: string }>`select distinct party_id as id from contact_points
    where id = any(${points}::uuid[])`.execute(work.db);
  return rows.map(({ id }) => id);
}

/** Those of `ids` that were once the actor's: of no others are they told that they are gone. */
export async function onceMine(work: Work, { form }: Collection, ids: readonly string[]): Promise<string[]> {
  return [...(await onceHeldBy(work, work.catalogue.object(form.object), ids, [userOf(work)]))];
}
