import type pg from "pg";
import { AppError } from "#kernel/error";
import type { NumberPlace } from "./contents.ts";

/** Where the numbers stand that columns of these tables draw. Sequences know no snapshot: read after the rows, they are never behind. */
export async function readNumbers(
  client: pg.Client,
  tables: ReadonlySet<string>,
): Promise<readonly NumberPlace[]> {
  const places: NumberPlace[] = [];
  for (const { table, column, sequence } of await sequencesOf(client)) {
    if (!tables.has(table)) continue;
    const { rows } = await client.query<Pick<NumberPlace, "value" | "called">>(
      `select last_value::text as value, is_called as called from ${sequence}`,
    );
    if (rows[0]) places.push({ table, column, ...rows[0] });
  }
  return places;
}

/** Goes on with the numbers where they stood. Throws `archive_damaged` where a column draws none. */
export async function setNumbers(client: pg.Client, places: readonly NumberPlace[]): Promise<void> {
  const known = await sequencesOf(client);
  for (const { table, column, value, called } of places) {
    const found = known.find((one) => one.table === table && one.column === column);
    if (!found) throw new AppError("archive_damaged");
    await client.query("select setval($1::regclass, $2::bigint, $3)", [found.sequence, value, called]);
  }
}

async function sequencesOf(
  client: pg.Client,
): Promise<readonly { table: string; column: string; sequence: string }[]> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(`
    select c.relname as table, a.attname as column, s.oid::regclass::text as sequence
    from pg_class s
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype in ('a', 'i')
      and d.refclassid = 'pg_class'::regclass
    join pg_class c on c.oid = d.refobjid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
    where s.relkind = 'S' and c.relnamespace = 'public'::regnamespace
    order by 1, 2`);
  return rows;
}
