import { sql } from "kysely";
import type { AuditKind } from "#kernel/audit";
import { ask, compiled, kept, place } from "../reading/kept-queries.ts";
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
export async function insertHistory(
  work: Work,
  { object, kind, actorId = work.actor.userId }: Common,
  rows: readonly HistoryRow[],
): Promise<void> {
  const { actor } = work;
  const query = kept(work, "history", (making) => compiled(making, insertion));
  await ask(work, query, {
    at: work.now,
    unit: work.unit || null,
    undoes: work.undoes ?? null,
    actor: actorId,
    key: actor.keyId ?? null,
    address: actor.address?.slice(0, 64) ?? null,
    source: work.source,
    object,
    kind,
    rows: JSON.stringify(rows),
  });
}

// The number of the transaction is asked for before any entry takes its own: the seal counts on that order.
const insertion = sql`insert into history
    (at, unit_id, undoes, actor_id, key_id, address, source, object, record_id, kind, changes, details)
  select ${place("at")}::timestamptz, ${place("unit")}::uuid, ${place("undoes")}::uuid, ${place("actor")}::uuid,
    ${place("key")}::uuid, ${place("address")}::text, ${place("source")}, ${place("object")}, r.id, ${place("kind")},
    r.changes, r.details
  from jsonb_to_recordset(${place("rows")}::jsonb) as r(id uuid, changes jsonb, details jsonb)
  where pg_current_xact_id() is not null`;
