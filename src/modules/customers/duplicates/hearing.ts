import { sql } from "kysely";
import type { StoredEvent } from "#kernel/event";
import type { Runtime, Subscription, Work } from "#records";
import { findDuplicatesOf, mostAtOnce } from "./finding.ts";

/** Looks for duplicates of whoever is new or changed, and forgets the pairs of whom was archived. */
export const findDuplicatesOfChanged: Subscription = {
  name: "customers.find_duplicates",
  events: ["records.created", "records.changed", "records.archived", "records.restored"],
  hear: (runtime, event) => findOfChanged(runtime, [event]),
  hearAll: findOfChanged,
};

const compared: Readonly<Record<string, readonly string[]>> = {
  person: ["name", "email", "phone", "birth_date", "company", "address"],
  company: ["name", "email", "phone", "website", "tax_number", "address"],
  contact_point: ["kind", "value"],
};

async function findOfChanged(runtime: Runtime, events: readonly StoredEvent[]): Promise<void> {
  const told = events.filter(saysSomething);
  if (told.length === 0) return;
  const [points, parties] = [told.filter(isOfPoint), told.filter((event) => !isOfPoint(event))].map(
    (some) => [...new Set(some.flatMap(({ records }) => records))],
  ) as [string[], string[]];
  const owners = await runtime.runAsSystem((work) => partiesOfPoints(work, points));
  const ids = [...new Set([...parties, ...owners])];
  // An import tells of a hundred thousand at once.
  for (let start = 0; start < ids.length; start += mostAtOnce)
    await runtime.runAsSystem((work) => findDuplicatesOf(work, ids.slice(start, start + mostAtOnce)));
}

function isOfPoint({ object }: StoredEvent): boolean {
  return object === "contact_point";
}

function saysSomething({ object, payload }: StoredEvent): boolean {
  const changed = payload?.["fields"];
  const fields = compared[object];
  return fields !== undefined && (!Array.isArray(changed) || changed.some((name) => fields.includes(name)));
}

async function partiesOfPoints(work: Work, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct party_id as id from contact_points where id = any(${ids}::uuid[])`.execute(work.db);
  return rows.map(({ id }) => id);
}
