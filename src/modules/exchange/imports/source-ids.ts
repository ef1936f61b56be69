import { list, type Subscription, type Work } from "#records";
import { grantOn } from "#records/contract";
import { sql } from "kysely";
import type { RowDraft } from "./interpreting.ts";
import type { CheckedMapping } from "./mapping-check.ts";

/** Ids of other systems are told apart by the system and by what the file is about there. */
export interface SourceOf {
  readonly system: string;
  readonly entity: string;
}

/** A record, and the id that it has elsewhere. */
export interface SourceId {
  readonly id: string;
  readonly record: string;
}

/** An id as it is compared. Salesforce writes the same one in 15 characters, or in 18 of which three say the cases of the others. */
export function sourceIdOf(system: string | undefined, text: string): string {
  const id = text.trim();
  return system === "salesforce" && /^[a-zA-Z0-9]{18}$/.test(id) ? id.slice(0, 15) : id.slice(0, 200);
}

/** Whose ids the file of a mapping gives. */
export function sourceOf({ mapping, object }: Pick<CheckedMapping, "mapping" | "object">): SourceOf {
  return mapping.source ?? { system: "file", entity: object.name };
}

/**
 * The records of these ids that the actor may see. What became part of another record is that one; what lies in the
 * recycle bin is not known.
 */
export async function recordsBySource(
  work: Work,
  object: string,
  source: SourceOf,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0 || grantOn(work.actor.rights, object).read === "none") return new Map();
  const { rows } = await sql<SourceId>`
    with recursive held (id, record, steps) as (
      select external_id, record_id, 0 from external_ids
      where system = ${source.system} and entity = ${source.entity} and external_id = any(${[...new Set(ids)]}::text[])
      union all
      select held.id, m.survivor_id, steps + 1 from held
      join merges m on m.merged_ids @> array[held.record] and m.separated_at is null
      where steps < 20
    )
    select distinct on (id) id, record::text from held order by id, steps desc`.execute(work.db);
  const found = [...new Set(rows.map(({ record }) => record))];
  const { data } = await list(work, object, { ids: found, limit: found.length, fields: "id", sort: "id" });
  const visible = new Set(data.map(({ id }) => id));
  return new Map(rows.filter(({ record }) => visible.has(record)).map(({ id, record }) => [id, record]));
}

/** Of these records the ids that they have in the system already. */
export async function sourceIdsOf(
  work: Work,
  source: SourceOf,
  records: readonly string[],
): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<SourceId>`select external_id as id, record_id::text as record from external_ids
    where record_id = any(${records}::uuid[]) and system = ${source.system} and entity = ${source.entity}`.execute(
    work.db,
  );
  return new Map(
    [...Map.groupBy(rows, ({ record }) => record)].map(([record, some]) => [
      record,
      new Set(some.map(({ id }) => id)),
    ]),
  );
}

/** A row with the record that came of it. */
export interface Written {
  readonly draft: RowDraft;
  readonly recordId: string | null;
}

/** The ids that rows gave their records. */
export function idsGiven(rows: readonly Written[]): SourceId[] {
  return rows.flatMap(({ draft: { besides }, recordId }) =>
    recordId && besides.sourceId !== null ? [{ id: besides.sourceId, record: recordId }] : [],
  );
}

/** Remembers the ids that rows gave their records. Of an id that was given to a record that is gone the new one takes the place. */
export async function rememberSourceIds(
  work: Work,
  checked: CheckedMapping,
  rows: readonly Written[],
): Promise<void> {
  const given = idsGiven(rows);
  if (given.length === 0) return;
  const { system, entity } = sourceOf(checked);
  await sql`insert into external_ids (system, entity, external_id, object, record_id, unit_id)
    select distinct on (r.id) ${system}, ${entity}, r.id, ${checked.object.name}, r.record, ${work.unit}::uuid
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r(id text, record uuid)
    on conflict (system, entity, external_id) do update
      set object = excluded.object, record_id = excluded.record_id, unit_id = excluded.unit_id
      where external_ids.record_id <> excluded.record_id`.execute(work.db);
}

/** What a unit remembered goes with what it wrote, but for records that stay. */
export async function forgetSourceIds(work: Work, unit: string, staying: readonly string[]): Promise<void> {
  for (const table of ["external_ids", "links_to_come"]) {
    await sql`delete from ${sql.table(table)} where unit_id = ${unit}::uuid
      and record_id <> all(${staying}::uuid[])`.execute(work.db);
  }
}

/** What was deleted for good leaves no id behind. */
export const forgetIdsOfPurged: Subscription = {
  name: "exchange.forget_source_ids",
  events: ["records.purged"],
  hear: (runtime, { records }) =>
    runtime.runAsSystem(async (work) => {
      for (const table of ["external_ids", "links_to_come"])
        await sql`delete from ${sql.table(table)} where record_id = any(${records}::uuid[])`.execute(work.db);
    }),
};
