import { createHash } from "node:crypto";
import pg from "pg";
import { type SequencePlace, type TableContents, type TableShape, tableName } from "./contents.ts";
import { copyOut } from "./copying.ts";

const quoted = pg.escapeIdentifier;

export function quotedTable({ schema, name }: Pick<TableShape, "schema" | "name">): string {
  return `${quoted(schema)}.${quoted(name)}`;
}

/** `"public"."deals" ("id", "name")` */
export function tableWithColumns(table: TableShape): string {
  return `${quotedTable(table)} (${table.columns.map(quoted).join(", ")})`;
}

/** The rows of a table as COPY tells them. Returns what stands of it in the list of contents. */
export async function* rowsOf(client: pg.Client, table: TableShape): AsyncGenerator<Buffer, TableContents> {
  const hash = createHash("sha256");
  let bytes = 0;
  const copied = copyOut(client, `copy ${tableWithColumns(table)} to stdout`);
  for (;;) {
    const next = await copied.next();
    if (next.done) return { rows: next.value, bytes, sha256: hash.digest("hex") };
    hash.update(next.value);
    bytes += next.value.length;
    yield next.value;
  }
}

/** Where each sequence stands. Sequences know no snapshot: what is read after the rows is never behind them. */
export async function readSequences(client: pg.Client): Promise<readonly SequencePlace[]> {
  const { rows } = await client.query<{
    schema: string;
    name: string;
    table: string;
    column: string | null;
  }>(`
    select n.nspname as schema, s.relname as name, case when c.oid is not null then format('%I.%I', m.nspname, c.relname) end as table, a.attname as column
    from pg_class s
    join pg_namespace n on n.oid = s.relnamespace
    left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype = 'i'
      and d.refclassid = 'pg_class'::regclass
    left join pg_class c on c.oid = d.refobjid
    left join pg_namespace m on m.oid = c.relnamespace
    left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
    where s.relkind = 'S' and n.nspname !~ '^(pg_|information_schema$)'
      and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = s.oid and e.deptype = 'e')
    order by n.nspname collate "C", s.relname collate "C"`);
  const places: SequencePlace[] = [];
  for (const { schema, name, table, column } of rows) {
    const { rows: found } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quotedTable({ schema, name })}`,
    );
    const place = found[0] ?? { value: "1", called: false };
    places.push({
      name: tableName({ schema, name }),
      column: column === null ? null : { table, name: column },
      ...place,
    });
  }
  return places;
}

/** Puts a sequence where it stood. */
export async function setSequence(client: pg.Client, place: SequencePlace): Promise<void> {
  const { column, name, value, called } = place;
  const sequence = column ? "pg_get_serial_sequence($1, $2)" : "quote_ident($1) || '.' || quote_ident($2)";
  const [schema = "", ...rest] = name.split(".");
  const words = column ? [column.table, column.name] : [schema, rest.join(".")];
  await client.query(`select setval((${sequence})::regclass, $3::bigint, $4)`, [...words, value, called]);
}
