import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "../work.ts";

type Kind = "created" | "changed" | "archived" | "restored";

/** What an act did to one record, from what it was before to what it was after. */
export interface Deed {
  readonly object: string;
  readonly id: string;
  /** Where the record was before the act, if the act moved it; what is not made yet counts as away. */
  readonly before: "bin" | "use" | null;
  readonly after: "bin" | "use" | null;
  readonly changes: ReadonlyMap<string, { readonly from: unknown; readonly to: unknown }>;
}

interface Entry {
  readonly unit: string;
  readonly object: string;
  readonly id: string;
  readonly kind: Kind;
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
}

const most = 50_000;

/**
 * What the actor did in `unit`, or in the last act of theirs, by record in the order in which they came into it. What
 * went into the recycle bin along with another comes back with it and is left out. Throws `nothing_to_undo`, `too_large`.
 */
export async function actOf(work: Work, unit: string | undefined): Promise<{ unit: string; deeds: Deed[] }> {
  const { rows } = await entriesOf(work, unit);
  const [first] = rows;
  if (!first) throw new AppError("nothing_to_undo");
  const byRecord = [...Map.groupBy(rows, (row) => row.id).values()];
  if (byRecord.length > most || rows.length > 2 * most)
    throw new AppError("too_large", { params: { max: most } });
  return { unit: first.unit, deeds: byRecord.map(deedOf) };
}

function entriesOf(work: Work, unit: string | undefined) {
  const { userId, keyId } = work.actor;
  // A key acts for itself: what its owner does at the screen is not its act, nor the other way round.
  const mine = sql`h.actor_id ${userId ? sql`= ${userId}::uuid` : sql`is null`}
    and h.key_id ${keyId ? sql`= ${keyId}::uuid` : sql`is null`}`;
  const kinds = sql`h.object is not null and h.record_id is not null
    and h.kind in ('created', 'changed', 'archived', 'restored')`;
  return sql<Entry>`with act as (
      select h.unit_id, h.at from history h
      where ${mine} and ${kinds} and h.source in ('screen', 'api') and h.unit_id is not null
        and h.at > ${work.now}::timestamptz - interval '1 hour' ${unit ? sql`and h.unit_id = ${unit}::uuid` : sql``}
      order by h.at desc, h.id desc limit 1)
    select h.unit_id as unit, h.object, h.record_id as id, h.kind, h.changes
    from act join history h on h.at = act.at and h.unit_id = act.unit_id
    where ${mine} and ${kinds} and (h.details ->> 'with') is null
    order by h.id limit ${2 * most + 1}`.execute(work.db);
}

function deedOf(entries: readonly Entry[]): Deed {
  const [{ object, id }] = entries as [Entry];
  const moves = entries.filter(({ kind }) => kind !== "changed");
  const [firstMove, lastMove] = [moves[0], moves.at(-1)];
  const changes = new Map<string, { from: unknown; to: unknown }>();
  for (const entry of entries) {
    for (const [field, { from, to }] of Object.entries(entry.changes))
      changes.set(field, { from: changes.has(field) ? changes.get(field)?.from : from, to });
  }
  return {
    object,
    id,
    before: firstMove ? (firstMove.kind === "archived" ? "use" : "bin") : null,
    after: lastMove ? (lastMove.kind === "archived" ? "bin" : "use") : null,
    // What was made in the act goes as a whole.
    changes: firstMove?.kind === "created" ? new Map() : changes,
  };
}
