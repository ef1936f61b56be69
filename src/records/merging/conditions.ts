import { type RawBuilder, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import { tellByRule } from "../writing/by-rule.ts";
import type { Pair } from "./pointers.ts";

// Whoever asks for the tickets of a customer means those of the one that stays. The ids are looked for as text: they are like nothing else.

/** Has conditions that name one of the others name the survivor, in whichever field of whichever object they stand. */
export async function turnConditions(work: Work, pair: Pair): Promise<void> {
  for (const object of work.catalogue.objects.values())
    for (const [name, field] of Object.entries(object.fields))
      if (field.type === "long_text" && field.filterOf !== undefined)
        await turnTexts(work, object, { name, column: columnsOf(name, field)[0]?.name ?? name }, pair);
}

async function turnTexts(
  work: Work,
  object: CatalogueObject,
  { name, column }: { readonly name: string; readonly column: string },
  pair: Pair,
): Promise<void> {
  const { rows } = await sql<{ id: string; from: string }>`select id, ${sql.ref(column)} as "from"
    from ${sql.table(object.table)} where ${names(sql.ref(column), pair)} order by id for no key update`.execute(
    work.db,
  );
  if (rows.length === 0) return;
  const turned = rows.map(({ id, from }) => ({ id, from, to: withSurvivor(from, pair) }));
  await sql`update ${sql.table(object.table)} as t set ${sql.ref(column)} = given."to", version = t.version + 1,
      updated_at = ${work.now}::timestamptz, updated_by = ${work.actor.userId}::uuid
    from jsonb_to_recordset(${JSON.stringify(turned)}::jsonb) as given (id uuid, "to" text) where t.id = given.id`.execute(
    work.db,
  );
  const told = turned.map(({ id, from, to }) => ({ id, changes: { [name]: { from, to } } }));
  await tellByRule(work, object.name, "changed", told);
}

/** A saved view as it was, and as the merge left it. */
export interface TurnedView {
  readonly id: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Has saved views that name one of the others name the survivor; answers them, for they have no history. */
export async function turnViews(work: Work, pair: Pair): Promise<readonly TurnedView[]> {
  const { rows } = await sql<{ id: string; from: unknown }>`select id, definition as "from" from views
    where ${names(sql`definition::text`, pair)} order by id for no key update`.execute(work.db);
  const turned = rows.map(({ id, from }) => ({
    id,
    from,
    to: JSON.parse(withSurvivor(JSON.stringify(from), pair)),
  }));
  await writeViews(work, turned);
  return turned;
}

/** Has them name whom they named; what somebody changed since stays. */
export async function turnViewsBack(work: Work, turned: readonly TurnedView[]): Promise<void> {
  await writeViews(
    work,
    turned.map(({ id, from, to }) => ({ id, from: to, to: from })),
  );
}

async function writeViews(work: Work, turned: readonly TurnedView[]): Promise<void> {
  if (turned.length === 0) return;
  await sql`update views v set definition = given."to", version = v.version + 1, updated_at = ${work.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(turned)}::jsonb) as given (id uuid, "from" jsonb, "to" jsonb)
    where v.id = given.id and v.definition = given."from"`.execute(work.db);
}

function names(text: RawBuilder<unknown>, { others }: Pair): RawBuilder<unknown> {
  return sql`lower(${text}) like any(${others.map((id) => `%${id.toLowerCase()}%`)}::text[])`;
}

function withSurvivor(text: string, { survivor, others }: Pair): string {
  return text.replaceAll(new RegExp(others.join("|"), "gi"), survivor);
}
