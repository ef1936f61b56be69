import { sql } from "kysely";
import { AppError, type FieldError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, optionsOwner } from "../contract/index.ts";
import { targetOf } from "../reading/field-path.ts";
import { visibleIds } from "../reading/listing.ts";
import { faceCondition } from "../reading/face.ts";
import { conjunction, throughWhere, visibility } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import { throwIfAny, type Values } from "./values.ts";

/** Values about to be written to a record. */
interface Pointing {
  readonly id: string;
  readonly values: Values;
}

/**
 * Checks that everything the values point to is there and may be seen by the actor, and that options of
 * choices exist: one query a target for all rows. Throws `link_not_found` or `choice_unknown`.
 */
export async function checkReferences(
  work: Work,
  object: CatalogueObject,
  rows: readonly Pointing[],
  carried: readonly string[] = [],
): Promise<void> {
  const errors: FieldError[] = [];
  for (const [name, field] of pointingFields(object)) {
    const given = rows.flatMap(({ values }) => values[name] ?? []) as string[];
    if (given.length === 0) continue;
    const unique = [...new Set(given)];
    if (field.type === "choice" || field.type === "choices")
      errors.push(...(await unknownOptions(work, object, name, field, unique)));
    else if (field.type === "file") errors.push(...(await missingFiles(work, object, name, rows)));
    else
      errors.push(...(await missingLinks(work, name, { field, ids: unique, inBin: carried.includes(name) })));
  }
  throwIfAny(errors);
}

/** Fields whose values stand for something else that has to be there. */
function pointingFields({ fields }: CatalogueObject): [string, Field][] {
  return Object.entries(fields).filter(([, { type }]) => pointing.has(type));
}

const pointing: ReadonlySet<Field["type"]> = new Set(["choice", "choices", "file", "link", "links", "user"]);

/**
 * Throws `not_allowed` where one of the rows just written takes its rights from a record that the actor does not
 * see, or, being part of it, may not change: nothing is hung there, nor moved to where its writer loses it.
 */
export async function assertRightThrough(
  work: Work,
  object: CatalogueObject,
  rows: readonly { readonly id: string }[],
): Promise<void> {
  if (!object.through) return;
  const ids = rows.map((row) => row.id);
  const seen = await visibleIds(work, object.name, ids);
  if (seen.length !== ids.length) throw new AppError("not_allowed");
  if (!object.part) return;
  const { rows: refused } = await sql`select 1 from ${sql.table(object.table)} as t
    where t.id = any(${ids}::uuid[]) and not ${throughWhere(work, object, "t", "change")} limit 1`.execute(
    work.db,
  );
  if (refused.length > 0) throw new AppError("not_allowed");
}

async function missingLinks(
  work: Work,
  name: string,
  { field, ids, inBin }: { readonly field: Field; readonly ids: readonly string[]; readonly inBin: boolean },
): Promise<FieldError[]> {
  const target = targetOf(work, field);
  if (!target) return [];
  // Oneself is known to be there, and to be in use.
  const others = target.name === "user" ? ids.filter((id) => id !== work.actor.userId) : ids;
  if (others.length === 0) return [];
  // In bulk the row is held as a foreign key would hold it, so that nobody deletes it before this unit ends.
  const held = work.inBulk ? sql`for key share of t` : sql``;
  const { rows } = await sql<{ id: string }>`select t.id from ${sql.table(target.table)} as t
    where t.id = any(${others}::uuid[]) and (t.archived_at is null or ${inBin})
      and ${conjunction([faceCondition(target, "t"), visibility(work, target, "t")])} ${held}`.execute(
    work.db,
  );
  return rows.length === others.length ? [] : [{ code: "link_not_found", field: name }];
}

// A file is not a record: whoever put it there may attach it, and whoever may change a record may put back a file that
// stood in this very field of it. A field made anew under the name of a removed one is another.
async function missingFiles(
  work: Work,
  object: CatalogueObject,
  name: string,
  rows: readonly Pointing[],
): Promise<FieldError[]> {
  const given = rows.flatMap(({ id, values }) => (values[name] == null ? [] : [{ id, file: values[name] }]));
  const { rows: missing } = await sql`
    select 1 from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given(id uuid, file uuid)
    left join files f on f.id = given.file
    where (f.created_by = ${work.actor.userId}::uuid) is not true and not exists (
      select 1 from history h
      where h.record_id = given.id and h.changes -> ${name} ->> 'from' = given.file::text
        and h.at >= coalesce((select d.created_at from field_definitions d
          where d.object = ${object.name} and d.name = ${name} and d.custom), h.at))
    limit 1`.execute(work.db);
  return missing.length === 0 ? [] : [{ code: "link_not_found", field: name }];
}

async function unknownOptions(
  work: Work,
  object: CatalogueObject,
  name: string,
  field: Extract<Field, { type: "choice" | "choices" }>,
  keys: readonly string[],
): Promise<FieldError[]> {
  const strange = keys.filter((key) => !field.options.includes(key));
  if (strange.length === 0) return [];
  const added = field.open
    ? await sql<{ key: string }>`select key from field_options
        where object = ${optionsOwner(object, field)} and field = ${name} and key = any(${strange}::text[])`.execute(
        work.db,
      )
    : { rows: [] };
  const unknown = strange.find((key) => !added.rows.some((row) => row.key === key));
  return unknown === undefined ? [] : [{ code: "choice_unknown", field: name, params: { value: unknown } }];
}
