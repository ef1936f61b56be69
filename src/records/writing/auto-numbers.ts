import { type RawBuilder, sql } from "kysely";
import { newId } from "#kernel/id";
import type { CatalogueObject } from "../catalogue.ts";
import type { AutoNumberField, ObjectDefinition } from "../contract/index.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import type { Draft } from "./draft.ts";

// A sequence of the database gives the numbers: it makes nobody wait, and a number that a failed write took is gone.

/** Gives the records that are about to be made their automatic numbers, one statement a field. */
export async function giveNumbers(
  work: Work,
  object: CatalogueObject,
  drafts: readonly Draft[],
): Promise<void> {
  for (const [name, field] of Object.entries(object.fields)) {
    if (field.type !== "auto_number") continue;
    const { rows } = await sql<{ number: string | null }>`select ${written(field)} as number
      from (select ${drawn(object, name, field)} as drawn from generate_series(1, ${drafts.length}::integer) offset 0) as n`.execute(
      work.db,
    );
    for (const [at, draft] of drafts.entries()) draft.values[name] = rows[at]?.number ?? null;
  }
}

/**
 * Makes what gives the numbers of a field whose column is there, and numbers the records that are there, the oldest
 * first. Once, in the transaction that makes the column; it goes when the column goes.
 */
export async function beginNumbers(
  work: Work,
  object: ObjectDefinition,
  name: string,
  field: AutoNumberField,
): Promise<void> {
  const column = columnName(name, field);
  const table = sql.table(object.table);
  const sequence = sql.ref(`numbers_${newId().replaceAll("-", "")}`);
  await sql`create sequence ${sequence} owned by ${table}.${sql.ref(column)}`.execute(work.db);
  await sql`update ${table} as t set ${sql.ref(column)} = ${written(field)}
    from (select old.id, ${drawn(object, name, field)} as drawn
      from (select id from ${table} where ${sql.ref(column)} is null order by created_at, id) as old offset 0) as n
    where t.id = n.id`.execute(work.db);
}

/** The next number of the sequence; the column, not the name, says which one it is. */
function drawn(object: ObjectDefinition, name: string, field: AutoNumberField): RawBuilder<unknown> {
  const column = columnName(name, field);
  return sql`nextval(pg_get_serial_sequence(quote_ident(${object.table}::text), ${column}::text)::regclass)::text`;
}

/** A number drawn, as it is written: the prefix, then at least so many digits. */
function written({ prefix = "", digits = 1 }: AutoNumberField): RawBuilder<unknown> {
  return sql`${prefix}::text || repeat('0', ${digits}::integer - length(n.drawn)) || n.drawn`;
}

function columnName(name: string, field: AutoNumberField): string {
  return columnsOf(name, field)[0]?.name ?? name;
}
