import { sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import type { LinkField, LinksField } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { columnOf } from "../writing/along.ts";
import { tellByRule } from "../writing/by-rule.ts";
import { writeLinks } from "../writing/stored-rows.ts";

/** A field by which records point to those of some object. */
export interface Pointer<F = LinkField | LinksField> {
  readonly object: CatalogueObject;
  readonly name: string;
  readonly field: F;
}

/** The record that stays, and those that become it. */
export interface Pair {
  readonly survivor: string;
  readonly others: readonly string[];
}

/** That record `id` goes by `field` from one record to another. */
export interface Placing {
  readonly id: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

interface Turning extends Pair {
  /** Records that go on pointing where they point. */
  readonly staying: readonly string[];
}

/** All fields that can point to records of `object`, of whatever object they are. */
export function pointersTo(work: Work, { table }: CatalogueObject): Pointer[] {
  return [...work.catalogue.objects.values()].flatMap((object) =>
    Object.entries(object.fields).flatMap(([name, field]) =>
      (field.type === "link" || field.type === "links") && work.catalogue.object(field.to).table === table
        ? [{ object, name, field }]
        : [],
    ),
  );
}

/** Has everything that points to the others by `pointer` point to the survivor, in the recycle bin, too. */
export async function turn(work: Work, { object, name, field }: Pointer, pair: Turning): Promise<void> {
  if (field.type === "link") await turnLink(work, { object, name, field }, pair);
  else await turnLinks(work, { object, name, field }, pair);
}

// The survivor itself would point to itself: it points to nothing.
async function turnLink(
  work: Work,
  { object, name, field }: Pointer<LinkField>,
  { survivor, others, staying }: Turning,
): Promise<void> {
  const column = columnOf(undefined, { name, field });
  const { rows } = await sql<{ id: string; from: string }>`
    with pointing as (select p.id, ${columnOf("p", { name, field })} as "from" from ${sql.table(object.table)} as p
      where ${columnOf("p", { name, field })} = any(${others}::uuid[]) and p.id <> all(${staying}::uuid[]) order by p.id for no key update)
    update ${sql.table(object.table)} as t
    set ${column} = nullif(${survivor}::uuid, t.id), version = t.version + 1,
      updated_at = ${work.now}::timestamptz, updated_by = ${work.actor.userId}::uuid
    from pointing where t.id = pointing.id
    returning t.id, pointing."from"`.execute(work.db);
  const told = rows.map(({ id, from }) => ({
    id,
    changes: { [name]: { from, to: id === survivor ? null : survivor } },
  }));
  await tellByRule(work, object.name, "changed", told);
}

async function turnLinks(
  work: Work,
  { object, name, field }: Pointer<LinksField>,
  { survivor, others }: Turning,
): Promise<void> {
  const [through, from, to] = [sql.table(field.through), sql.ref(field.from), sql.ref(field.toColumn)];
  const { rows } = await sql<{ id: string; before: string[] }>`
    update ${sql.table(object.table)} as t
    set version = t.version + 1, updated_at = ${work.now}::timestamptz, updated_by = ${work.actor.userId}::uuid
    where t.id in (select ${from} from ${through} where ${to} = any(${others}::uuid[]))
    returning t.id, array(select ${to}::text from ${through} where ${from} = t.id order by 1) as before`.execute(
    work.db,
  );
  const turned = rows.map(({ id, before }) => {
    const after = before.map((one) => (others.includes(one) ? survivor : one)).filter((one) => one !== id);
    return { id, before, after: [...new Set(after)].sort() };
  });
  await writeLinks(
    work,
    object,
    turned.map(({ id, after }) => ({ id, values: { [name]: after } })),
  );
  const told = turned.map(({ id, before, after }) => ({
    id,
    changes: { [name]: { from: before, to: after } },
  }));
  await tellByRule(work, object.name, "changed", told);
}
