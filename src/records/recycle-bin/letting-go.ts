import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import type { Field, LinkField, LinksField } from "../contract/index.ts";
import { faceCondition } from "../reading/face.ts";
import { conjunction } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import { columnOf, linksAlong } from "../writing/along.ts";
import { journal } from "../writing/journal.ts";

/** Records that go with what is deleted. */
interface Part {
  readonly object: CatalogueObject;
  readonly ids: readonly string[];
}

/** A field of `object` that points to what is deleted. */
interface Pointer<F extends Field> {
  readonly object: CatalogueObject;
  readonly name: string;
  readonly field: F;
}

/**
 * Makes everybody let go of the records that are about to be deleted: links to them are emptied, in the history as any
 * change. Answers what cannot be without them and is to be deleted first. Throws `record_in_use` where something that
 * stands on its own must point to one of them.
 */
export async function letGoOf(work: Work, target: CatalogueObject, ids: readonly string[]): Promise<Part[]> {
  const parts: Part[] = [];
  // A wide object is written by its faces.
  for (const object of [...work.catalogue.objects.values()].filter((one) => one.faces.length === 0))
    for (const [name, field] of Object.entries(object.fields)) {
      if (!pointsTo(work, field, target)) continue;
      if (field.type === "links") await emptyLists(work, { object, name, field }, ids);
      if (field.type === "link") parts.push(await letGoOfLinks(work, { object, name, field }, ids));
    }
  return parts;
}

function pointsTo(work: Work, field: Field, target: CatalogueObject): boolean {
  return (
    (field.type === "link" || field.type === "links") &&
    work.catalogue.objects.get(field.to)?.table === target.table
  );
}

async function letGoOfLinks(work: Work, pointer: Pointer<LinkField>, ids: readonly string[]): Promise<Part> {
  const { object, name, field } = pointer;
  const rows = await pointing(work, pointer, ids);
  // What takes its rights through the link, or goes along with it always, is a part of what it points to.
  const belongs =
    field.along === "always" || (field.required === true && (object.through ?? []).includes(name));
  const parts = rows.filter((row) => belongs || (field.along === "last" && row.alone));
  const others = rows.filter((row) => !parts.includes(row));
  if (others.length > 0 && field.required) throw new AppError("record_in_use");
  await emptyLinks(work, pointer, others);
  return { object, ids: parts.map((row) => row.id) };
}

interface Pointing {
  readonly id: string;
  readonly from: string;
  /** No other link holds it. */
  readonly alone: boolean;
}

async function pointing(
  work: Work,
  { object, name, field }: Pointer<LinkField>,
  ids: readonly string[],
): Promise<readonly Pointing[]> {
  const column = columnOf("t", { name, field });
  const others = linksAlong(work, object).filter((one) => one.name !== name);
  const alone = conjunction(others.map((one) => sql<SqlBool>`${columnOf("t", one)} is null`));
  const { rows } = await sql<Pointing>`select t.id, ${column} as "from", ${alone} as alone
    from ${sql.table(object.table)} as t
    where ${column} = any(${ids}::uuid[]) and not t.id = any(${ids}::uuid[])
      and ${conjunction([faceCondition(object, "t")])}
    order by t.id for update`.execute(work.db);
  return rows;
}

async function emptyLinks(
  work: Work,
  { object, name, field }: Pointer<LinkField>,
  rows: readonly Pointing[],
): Promise<void> {
  if (rows.length === 0) return;
  await touch(work, object, rows, sql`${columnOf(undefined, { name, field })} = null,`);
  await journal(
    work,
    object,
    "changed",
    rows.map(({ id, from }) => ({ id, changes: { [name]: { from, to: null } } })),
  );
}

async function emptyLists(
  work: Work,
  { object, name, field }: Pointer<LinksField>,
  ids: readonly string[],
): Promise<void> {
  const [table, from, to] = [
    sql.table(field.through),
    sql.ref(`l.${field.from}`),
    sql.ref(`l.${field.toColumn}`),
  ];
  const { rows } = await sql<{ id: string; before: string[]; after: string[] }>`
    select t.id, array_agg(${to}::text order by ${to}) as before,
      coalesce(array_agg(${to}::text order by ${to}) filter (where not ${to} = any(${ids}::uuid[])), '{}') as after
    from ${sql.table(object.table)} as t join ${table} as l on ${from} = t.id
    where t.id in (select ${from} from ${table} as l where ${to} = any(${ids}::uuid[]))
      and ${conjunction([faceCondition(object, "t")])}
    group by t.id order by t.id`.execute(work.db);
  if (rows.length === 0) return;
  await sql`delete from ${table} as l where ${to} = any(${ids}::uuid[])
    and ${from} = any(${rows.map((row) => row.id)}::uuid[])`.execute(work.db);
  await touch(work, object, rows, sql``);
  await journal(
    work,
    object,
    "changed",
    rows.map(({ id, before, after }) => ({ id, changes: { [name]: { from: before, to: after } } })),
  );
}

async function touch(
  work: Work,
  object: CatalogueObject,
  rows: readonly { readonly id: string }[],
  also: RawBuilder<unknown>,
): Promise<void> {
  await sql`update ${sql.table(object.table)} set ${also}
      updated_at = ${work.now}::timestamptz, updated_by = ${work.actor.userId}::uuid, version = version + 1
    where id = any(${rows.map((row) => row.id)}::uuid[])`.execute(work.db);
}
