import { allowedIds, type CatalogueObject, list, updateMany, type Work } from "#records";
import { grantOn } from "#records/contract";
import { sql } from "kysely";
import type { Reference, RowDraft } from "./interpreting.ts";
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

/** Puts records in the place of the ids that rows have for them. What is not there yet is linked once it comes. */
export async function settleSourceIds(work: Work, drafts: readonly RowDraft[]): Promise<void> {
  const wanted = drafts.flatMap((draft) =>
    draft.references.flatMap((reference) =>
      reference.idsOf ? [{ draft, reference, idsOf: reference.idsOf }] : [],
    ),
  );
  for (const [, some] of Map.groupBy(wanted, ({ reference, idsOf: { system, entity } }) =>
    [reference.object, system, entity].join(" "),
  )) {
    const [first] = some;
    if (!first) continue;
    const idOf = ({ text }: Reference) => sourceIdOf(first.idsOf.system, text);
    const records = await recordsBySource(
      work,
      first.reference.object,
      first.idsOf,
      some.map(({ reference }) => idOf(reference)),
    );
    for (const { draft, reference } of some) {
      const record = records.get(idOf(reference));
      if (record) link(draft, reference, record);
      else draft.besides.toCome.push({ ...first.idsOf, id: idOf(reference), field: reference.field });
    }
  }
}

function link(draft: RowDraft, { field, many }: Reference, record: string): void {
  if (many) draft.values[field] = [...new Set([...((draft.values[field] as string[]) ?? []), record])];
  else draft.values[field] ??= record;
}

/**
 * Remembers the ids that rows gave their records, and links what waited for these. Of an id that was given to a record
 * that is gone the new one takes the place.
 */
export async function rememberSourceIds(
  work: Work,
  checked: CheckedMapping,
  outcomes: readonly { readonly draft: RowDraft; readonly recordId: string | null }[],
): Promise<void> {
  const source = sourceOf(checked);
  const given = outcomes.flatMap(({ draft, recordId }) =>
    recordId && draft.besides.sourceId !== null ? [{ id: draft.besides.sourceId, record: recordId }] : [],
  );
  if (given.length > 0) {
    await sql`insert into external_ids (system, entity, external_id, object, record_id, unit_id)
      select distinct on (r.id) ${source.system}, ${source.entity}, r.id, ${checked.object.name}, r.record, ${work.unit}::uuid
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r(id text, record uuid)
      on conflict (system, entity, external_id) do update
        set object = excluded.object, record_id = excluded.record_id, unit_id = excluded.unit_id
        where external_ids.record_id <> excluded.record_id`.execute(work.db);
  }
  await noteLinksToCome(work, checked, outcomes);
  await linkWhatWaited(work, source, given);
}

async function noteLinksToCome(
  work: Work,
  { object }: CheckedMapping,
  outcomes: readonly { readonly draft: RowDraft; readonly recordId: string | null }[],
): Promise<void> {
  const waiting = outcomes.flatMap(({ draft, recordId }) =>
    draft.besides.toCome
      .filter(({ field }) => recordId && draft.values[field] == null)
      .map((one) => ({ ...one, record: recordId })),
  );
  if (waiting.length === 0) return;
  await sql`insert into links_to_come (system, entity, external_id, object, record_id, field, unit_id)
    select r.system, r.entity, r.id, ${object.name}, r.record, r.field, ${work.unit}::uuid
    from jsonb_to_recordset(${JSON.stringify(waiting)}::jsonb)
      as r(system text, entity text, id text, record uuid, field text)
    on conflict do nothing`.execute(work.db);
}

interface Waiting extends SourceId {
  readonly object: string;
  readonly field: string;
}

async function linkWhatWaited(work: Work, source: SourceOf, come: readonly SourceId[]): Promise<void> {
  if (come.length === 0) return;
  const records = new Map(come.map(({ id, record }) => [id, record]));
  const { rows } = await sql<Waiting>`delete from links_to_come
    where system = ${source.system} and entity = ${source.entity} and external_id = any(${[...records.keys()]}::text[])
    returning external_id as id, object, record_id::text as record, field`.execute(work.db);
  for (const [name, some] of Map.groupBy(rows, ({ object }) => object)) {
    const object = work.catalogue.objects.get(name);
    if (!object) continue;
    const pointing = some.filter(
      ({ field, id, record }) => object.fields[field] && records.get(id) !== record,
    );
    await fillLinks(work, object, pointing, (id) => records.get(id) as string);
  }
}

// What somebody linked otherwise in the meantime stays so, and what the actor may not change stays as it is.
async function fillLinks(
  work: Work,
  object: CatalogueObject,
  waiting: readonly Waiting[],
  recordOf: (id: string) => string,
): Promise<void> {
  const ids = [...new Set(waiting.map(({ record }) => record))];
  const allowed = await allowedIds(work, object.name, ids, "change");
  if (allowed.length === 0) return;
  const fields = [...new Set(waiting.map(({ field }) => field))];
  const { data } = await list(work, object.name, {
    ids: allowed,
    limit: allowed.length,
    fields: fields.join(","),
    sort: "id",
  });
  const changes = data.map((before) => {
    const values: Record<string, unknown> = {};
    for (const { field, id } of waiting.filter(({ record }) => record === before.id)) {
      if (object.fields[field]?.type === "links")
        values[field] = [...linkedBy(values[field] ?? before[field]), recordOf(id)];
      else if (before[field] == null) values[field] ??= recordOf(id);
    }
    return { id: before.id, values };
  });
  await updateMany(
    work,
    object.name,
    changes.filter(({ values }) => Object.keys(values).length > 0),
  );
}

const linkedBy = (value: unknown): string[] =>
  ((value ?? []) as (string | { readonly id: string })[]).map((one) =>
    typeof one === "string" ? one : one.id,
  );

/** What a unit remembered goes with what it wrote, but for records that stay. */
export async function forgetSourceIds(work: Work, unit: string, staying: readonly string[]): Promise<void> {
  for (const table of ["external_ids", "links_to_come"]) {
    await sql`delete from ${sql.table(table)} where unit_id = ${unit}::uuid
      and record_id <> all(${staying}::uuid[])`.execute(work.db);
  }
}
