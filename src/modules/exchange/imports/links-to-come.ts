import { allowedIds, type CatalogueObject, list, updateMany, type Work } from "#records";
import { sql } from "kysely";
import type { Reference, RowDraft } from "./interpreting.ts";
import type { CheckedMapping } from "./mapping-check.ts";
import {
  idsGiven,
  recordsBySource,
  type SourceId,
  sourceIdOf,
  type SourceOf,
  sourceOf,
  type Written,
} from "./source-ids.ts";

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

/** Notes the links of rows whose records are not there yet, and fills those that waited for the records of these rows. */
export async function linkWhatCame(
  work: Work,
  checked: CheckedMapping,
  rows: readonly Written[],
): Promise<void> {
  await noteLinksToCome(work, checked, rows);
  await linkWhatWaited(work, sourceOf(checked), idsGiven(rows));
}

async function noteLinksToCome(
  work: Work,
  { object }: CheckedMapping,
  rows: readonly Written[],
): Promise<void> {
  const waiting = rows.flatMap(({ draft, recordId }) =>
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
