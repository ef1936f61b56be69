import { sql } from "kysely";
import type { DomainEvent } from "#kernel/event";
import { compiled, kept, place, type Question } from "../reading/kept-queries.ts";
import type { Work } from "../work.ts";

/** What adds events to the outbox: those of `eventRows` in the place `events`, at the places `at` and `actor`. */
export const eventsInsertion = sql`insert into events (at, name, object, records, payload, actor_id)
  select ${place("at")}::timestamptz, e.name, e.object, e.records, e.payload, ${place("actor")}::uuid
  from jsonb_to_recordset(${place("events")}::jsonb) as e(name text, object text, records uuid[], payload jsonb)`;

/** What adds the one event that tells of the row that stands in `written`: that of `eventOfRow`. */
export const eventOfRowInsertion = sql`insert into events (at, name, object, records, payload, actor_id)
  select ${place("at")}::timestamptz, ${place("event")}, ${place("object")}, array[w.id], ${place("payload")}::jsonb,
    ${place("actor")}::uuid from written as w`;

export function eventOfRow({ name, payload }: DomainEvent): Question["values"] {
  return { event: name, payload: JSON.stringify(payload ?? {}) };
}

/** Events as they travel to the database, in JSON. */
export function eventRows(events: readonly DomainEvent[]): string {
  return JSON.stringify(
    events.map(({ name, object, records, payload }) => ({ name, object, records, payload: payload ?? {} })),
  );
}

/** What adds events to the outbox by a statement of its own. */
export function eventsQuestion(work: Work, events: readonly DomainEvent[]): Question {
  const query = kept(work, "events", (making) => compiled(making, eventsInsertion));
  return { query, values: { at: work.now, actor: work.actor.userId, events: eventRows(events) } };
}
