import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Actor, Work } from "../work.ts";

type Kind = "created" | "changed" | "archived" | "restored";

/** What an act did to one record, from what it was before to what it was after. */
export interface Deed {
  readonly object: string;
  readonly id: string;
  /** Where the record was before the act, if the act moved it; what is not made yet counts as away. */
  readonly before: "bin" | "use" | null;
  readonly after: "bin" | "use" | null;
  readonly changes: ReadonlyMap<string, { readonly from: unknown; readonly to: unknown }>;
  /** A rule alone touched the record: it goes back with what it followed from, as far as it can, and is not counted. */
  readonly byRule: boolean;
}

interface Entry {
  readonly object: string;
  readonly id: string;
  readonly kind: Kind;
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
  readonly rule: boolean;
}

const most = 50_000;

/**
 * What the actor did in `unit` within the last hour, by record, the last touched first. What went into the recycle bin
 * along with another comes back with it and is left out. Throws `nothing_to_undo`, `too_large`.
 */
export async function deedsOf(work: Work, unit: string): Promise<Deed[]> {
  const rows = await entriesOf(work, unit);
  if (rows.length === 0) throw new AppError("nothing_to_undo");
  const byRecord = [...Map.groupBy(rows, (row) => row.id).values()];
  if (byRecord.length > most || rows.length > 2 * most)
    throw new AppError("too_large", { params: { max: most } });
  return byRecord.map(deedOf).reverse();
}

/** Moves of one act told as a whole: beyond it none is put back at once. */
const mostAt = 200_000;

/** What was done in a unit by whomever and however long ago, by record. Throws `too_large`. */
export async function deedsAt(
  work: Work,
  { at, unit }: { readonly at: Date; readonly unit: string },
): Promise<Deed[]> {
  const { rows } =
    await sql<Entry>`select h.object, h.record_id as id, h.kind, h.changes, h.source = 'rule' as rule
    from history h where h.at = ${at}::timestamptz and h.unit_id = ${unit}::uuid
      and ${ofRecords} and (h.details ->> 'with') is null
    order by h.id limit ${mostAt + 1}`.execute(work.db);
  if (rows.length > mostAt) throw new AppError("too_large", { params: { max: mostAt } });
  return [...Map.groupBy(rows, (row) => row.id).values()].map(deedOf);
}

async function entriesOf(work: Work, unit: string): Promise<Entry[]> {
  // Of a unit all entries have one actor and one instant, which an index finds.
  const { rows } = await sql<Entry>`with act as (
      select h.at from history h
      where ${isActOf(work.actor)} and h.at > ${work.now}::timestamptz - interval '1 hour' and h.unit_id = ${unit}::uuid
      limit 1)
    select h.object, h.record_id as id, h.kind, h.changes, h.source = 'rule' as rule
    from act join history h on h.at = act.at and h.unit_id = ${unit}::uuid
    where ${isOf(work.actor)} and ${ofRecords} and (h.details ->> 'with') is null
    order by h.id limit ${2 * most + 1}`.execute(work.db);
  return rows;
}

/** Whether an entry `h` of the history is of an act of the actor's, at a screen or through the API. */
export function isActOf(actor: Actor): RawBuilder<SqlBool> {
  return sql<SqlBool>`${isOf(actor)} and ${ofRecords} and h.source in ('screen', 'api') and h.unit_id is not null`;
}

// A key acts for itself: what its owner does at the screen is not its act, nor the other way round.
function isOf({ userId, keyId }: Actor): RawBuilder<SqlBool> {
  return sql<SqlBool>`h.actor_id ${userId ? sql`= ${userId}::uuid` : sql`is null`}
    and h.key_id ${keyId ? sql`= ${keyId}::uuid` : sql`is null`}`;
}

const ofRecords = sql<SqlBool>`h.object is not null and h.record_id is not null
  and h.kind in ('created', 'changed', 'archived', 'restored')`;

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
    byRule: entries.every(({ rule }) => rule),
  };
}
