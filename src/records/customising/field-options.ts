import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import { freeKey } from "../writing/options.ts";

interface GivenOption {
  readonly key?: string | undefined;
  readonly label: string;
}

/**
 * Keeps the options of a choice as they are given: renamed, added, put into this order. Throws `option_in_use` where
 * one that is left out is the value of some record, `choice_unknown` for a key that is not there.
 */
export async function keepOptions(
  work: Work,
  object: CatalogueObject,
  name: string,
  given: readonly GivenOption[],
): Promise<void> {
  const { rows: kept } = await sql<{ key: string }>`select key from field_options
    where object = ${object.name} and field = ${name}`.execute(work.db);
  const known = new Set(kept.map((option) => option.key));
  const strange = given.find(({ key }) => key !== undefined && !known.has(key));
  if (strange)
    throw new AppError("choice_unknown", { field: "kind.options", params: { value: strange.key ?? "" } });
  const left = [...known].filter((key) => !given.some((option) => option.key === key));
  await assertUnused(work, object, name, left);
  await sql`delete from field_options where object = ${object.name} and field = ${name}`.execute(work.db);
  const taken = new Set(known);
  const rows = given.map(({ key, label }, position) => {
    const settled = key ?? freeKey(label, taken);
    taken.add(settled);
    return { key: settled, label, position };
  });
  await sql`insert into field_options (object, field, key, label, position)
    select ${object.name}, ${name}, r.key, r.label, r.position
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(key text, label text, position integer)`.execute(
    work.db,
  );
}

async function assertUnused(
  work: Work,
  object: CatalogueObject,
  name: string,
  keys: readonly string[],
): Promise<void> {
  const field = object.fields[name];
  const column = field && columnsOf(name, field)[0];
  // A field that is only now being made has no record yet.
  if (keys.length === 0 || !column) return;
  const at = sql.ref(`t.${column.name}`);
  const { rows } = await sql<{ key: string }>`select k.key from unnest(${keys}::text[]) as k(key)
    where exists (select 1 from ${sql.table(object.table)} as t
      where ${column.type === "text[]" ? sql`${at} @> array[k.key]` : sql`${at} = k.key`}) limit 1`.execute(
    work.db,
  );
  if (rows[0]) throw new AppError("option_in_use", { field: "kind.options", params: { value: rows[0].key } });
}
