import { sql } from "kysely";
import {
  eventLog,
  formatPosition,
  isAfter,
  onceHeldBy,
  parsePosition,
  type Position,
  reachesBack,
  readEvents,
  readState,
  type Work,
} from "#records";
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

async function recordsSince(work: Work, { form }: Collection, from: Position): Promise<Set<string> | null> {
  const ids = new Set<string>();
  const points = new Set<string>();
  for (let position = from; ; ) {
    const events = await readEvents(work.db, position, 500);
    for (const { name, object, records } of events) {
      if (!name.startsWith("records.")) continue;
      const into =
        object === form.object ? ids : object === "contact_point" && form.object === "person" ? points : null;
      for (const id of into ? records : []) into?.add(id);
    }
    if (ids.size + points.size > mostChanged) return null;
    const last = events.at(-1);
    if (!last) break;
    position = last.position;
  }
  for (const party of await partiesOf(work, [...points])) ids.add(party);
  return ids;
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
