import { type RawBuilder, sql } from "kysely";
import type { AuditKind } from "#kernel/audit";
import { ask, compiled, kept, place, type Question } from "../reading/kept-queries.ts";
import type { Work } from "../work.ts";

export interface HistoryRow {
  /** The record it speaks of, if of one. */
  readonly id?: string | undefined;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

interface Common {
  readonly object: string | null;
  readonly kind: AuditKind;
  /** Who did it, where that is another than the actor: one who is only just coming in. */
  readonly actorId?: string | null | undefined;
}

/** Adds to the history, by one statement for all rows. What the unit knows of itself (who, when, from where) goes with each. */
export async function insertHistory(work: Work, common: Common, rows: readonly HistoryRow[]): Promise<void> {
  const query = kept(work, "history", (making) => compiled(making, historyInsertion));
  await ask(work, query, historyValues(work, common, rows));
}

/** Values of the places of `historyInsertion`. */
export function historyValues(work: Work, common: Common, rows: readonly HistoryRow[]): Question["values"] {
  return { ...commonValues(work, common), entries: JSON.stringify(rows) };
}

/** Values of the places of `historyOfRowsInsertion`. */
export function historyOfRows(
  work: Work,
  common: Common,
  { changes, details }: HistoryRow,
): Question["values"] {
  return {
    ...commonValues(work, common),
    changes: JSON.stringify(changes),
    details: details ? JSON.stringify(details) : null,
  };
}

function commonValues(work: Work, { object, kind, actorId = work.actor.userId }: Common): Question["values"] {
  const { actor } = work;
  return {
    at: work.now,
    unit: work.unit || null,
    undoes: work.undoes ?? null,
    actor: actorId,
    key: actor.keyId ?? null,
    address: actor.address?.slice(0, 64) ?? null,
    source: work.source,
    object,
    kind,
  };
}

/** What adds to the history. */
export const historyInsertion = insertion({
  record: sql`h.id`,
  changes: sql`h.changes`,
  details: sql`h.details`,
  rows: sql`jsonb_to_recordset(${place("entries")}::jsonb) as h(id uuid, changes jsonb, details jsonb)`,
});

/** The same for the rows that stand in `written`, of all of which the same is told. */
export const historyOfRowsInsertion = insertion({
  record: sql`w.id`,
  changes: sql`${place("changes")}::jsonb`,
  details: sql`${place("details")}::jsonb`,
  rows: sql`written as w`,
});

interface Told {
  readonly record: RawBuilder<unknown>;
  readonly changes: RawBuilder<unknown>;
  readonly details: RawBuilder<unknown>;
  readonly rows: RawBuilder<unknown>;
}

// The number of the transaction is asked for before any entry takes its own: the seal counts on that order.
function insertion({ record, changes, details, rows }: Told): RawBuilder<unknown> {
  return sql`insert into history
    (at, unit_id, undoes, actor_id, key_id, address, source, object, record_id, kind, changes, details)
  select ${place("at")}::timestamptz, ${place("unit")}::uuid, ${place("undoes")}::uuid, ${place("actor")}::uuid,
    ${place("key")}::uuid, ${place("address")}::text, ${place("source")}, ${place("object")}, ${record}, ${place("kind")},
    ${changes}, ${details}
  from ${rows}
  where pg_current_xact_id() is not null`;
}
