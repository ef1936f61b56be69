import type { Client } from "pg";

/** A part of the structure of a database: the statement that makes it, and what must be there before. */
export interface StructurePart {
  readonly kind: PartKind;
  readonly id: string;
  readonly schema: string;
  /** The table it belongs to, else its own name. */
  readonly relation: string;
  readonly name: string;
  readonly sql: string;
  readonly needs: readonly string[];
  /** Of a table: those that are stored and not made of others. */
  readonly columns: readonly string[];
}

export type PartKind = (typeof kinds)[number];

/**
 * The kinds in the order in which they are made; `needs` orders types, sequences, functions and tables among each other.
 * What comes after the tables comes after their rows.
 */
export const kinds = [
  "schema",
  "extension",
  "type",
  "sequence",
  "function",
  "table",
  "setting",
  "key",
  "constraint",
  "index",
  "foreign_key",
  "view",
  "trigger",
] as const;

/**
 * The structure of a database as statements, read from the catalogue of PostgreSQL itself, for pg_dump comes with no npm
 * package and its text changes by version. By kind, then by name. Without owners and grants, which `rapport` gives itself.
 */
export async function readStructure(client: Client): Promise<readonly StructurePart[]> {
  const needs = await readNeeds(client);
  const parts: StructurePart[] = [];
  for (const kind of kinds) {
    const { rows } = await client.query<Row>(
      `select * from (${queries[kind]}) part
       order by schema collate "C", relation collate "C", name collate "C"`,
    );
    parts.push(
      ...rows.map((row) => ({ columns: [], ...row, kind, needs: [...(needs.get(row.id) ?? [])] }) as const),
    );
  }
  return parts;
}

/** The parts in an order in which each finds what it needs. */
export function inOrderOfNeed(parts: readonly StructurePart[]): readonly StructurePart[] {
  const byId = new Map(parts.map((part) => [part.id, part]));
  const placed = new Set<StructurePart>();
  const place = (part: StructurePart): void => {
    if (placed.has(part) || waiting.has(part)) return;
    waiting.add(part);
    for (const id of part.needs) {
      const needed = byId.get(id);
      if (needed) place(needed);
    }
    waiting.delete(part);
    placed.add(part);
  };
  const waiting = new Set<StructurePart>();
  for (const part of parts) place(part);
  return [...placed];
}

type Row = Pick<StructurePart, "id" | "schema" | "relation" | "name" | "sql">;

// Ours, and neither PostgreSQL's own nor an extension's.
const ours = (schema: string, catalogue: string, id: string) => `
  ${schema} !~ '^(pg_|information_schema$)'
  and not exists (select from pg_depend
    where classid = '${catalogue}'::regclass and objid = ${id} and deptype = 'e')`;

const named = (id: string, { schema = "n.nspname", relation = "c.relname", name = "c.relname" } = {}) =>
  `${id} as id, ${schema} as schema, ${relation} as relation, ${name} as name`;

const constraintsOf = (types: string) => `
  select ${named("'constraint ' || k.oid", { name: "k.conname" })},
    format('alter table %I.%I add constraint %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) as sql
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid
  join pg_namespace n on n.oid = c.relnamespace
  where k.contype in (${types}) and ${ours("n.nspname", "pg_class", "c.oid")}`;

const queries: Readonly<Record<PartKind, string>> = {
  schema: `
    select ${named("'schema ' || n.oid", { relation: "n.nspname", name: "n.nspname" })},
      format('create schema %I', nspname) as sql
    from pg_namespace n
    where ${ours("nspname", "pg_namespace", "n.oid")} and nspname <> 'public'`,

  extension: `
    select ${named("'extension ' || e.oid", { relation: "extname", name: "extname" })},
      format('create extension if not exists %I with schema %I', extname, n.nspname) as sql
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where extname <> 'plpgsql'`,

  type: `
    select ${named("'relation ' || c.oid")},
      format('create type %I.%I as (%s)', n.nspname, c.relname, string_agg(
        format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by a.attnum)) as sql
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'c' and ${ours("n.nspname", "pg_class", "c.oid")}
    group by n.nspname, c.relname, c.oid
    union all
    select ${named("'type ' || t.oid", { relation: "t.typname", name: "t.typname" })},
      format('create type %I.%I as enum (%s)', n.nspname, t.typname, string_agg(
        quote_literal(e.enumlabel), ', ' order by e.enumsortorder)) as sql
    from pg_type t
    join pg_namespace n on n.oid = t.typnamespace
    join pg_enum e on e.enumtypid = t.oid
    where ${ours("n.nspname", "pg_type", "t.oid")}
    group by n.nspname, t.typname, t.oid`,

  // Those of identity columns come with their tables.
  sequence: `
    select ${named("'relation ' || c.oid")},
      format('create sequence %I.%I as %s increment %s minvalue %s maxvalue %s start %s cache %s%s', n.nspname, c.relname,
        format_type(s.seqtypid, null), s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache,
        case when s.seqcycle then ' cycle' else '' end) as sql
    from pg_sequence s
    join pg_class c on c.oid = s.seqrelid
    join pg_namespace n on n.oid = c.relnamespace
    where ${ours("n.nspname", "pg_class", "c.oid")}
      and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'i')`,

  function: `
    select ${named("'function ' || p.oid", { relation: "p.proname", name: "pg_get_function_identity_arguments(p.oid)" })},
      trim(trailing E'\\n' from pg_get_functiondef(p.oid)) as sql
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${ours("n.nspname", "pg_proc", "p.oid")} and p.prokind in ('f', 'p')`,

  table: `
    select ${named("'relation ' || c.oid")},
      format(E'create %stable %I.%I (\\n  %s\\n)%s', case c.relpersistence when 'u' then 'unlogged ' else '' end,
        n.nspname, c.relname, string_agg(
        format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
          || case when a.attcollation <> t.typcollation then ' collate ' || a.attcollation::regcollation else '' end
          || case when a.attnotnull then ' not null' else '' end
          || case
               when a.attidentity <> '' then format(' generated %s as identity%s',
                 case a.attidentity when 'a' then 'always' else 'by default' end,
                 case s.name when format('%I.%I', n.nspname, c.relname || '_' || a.attname || '_seq') then ''
                   else format(' (sequence name %s)', s.name) end)
               when a.attgenerated = 's' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
               when a.attgenerated = 'v' then format(' generated always as (%s) virtual', pg_get_expr(d.adbin, d.adrelid))
               when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid)
               else '' end,
        E',\\n  ' order by a.attnum),
        case when c.reloptions is null then '' else format(' with (%s)', array_to_string(c.reloptions, ', ')) end) as sql,
      coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = ''), '{}') as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    left join lateral pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) s(name)
      on a.attidentity <> ''
    where c.relkind = 'r' and ${ours("n.nspname", "pg_class", "c.oid")}
    group by n.nspname, c.relname, c.oid, c.relpersistence, c.reloptions`,

  // How values are stored, whose sequence it is, whether row security is on.
  setting: `
    select ${named("'setting ' || c.oid || ' ' || a.attnum", { name: "a.attname" })},
      format('alter table %I.%I alter column %I set storage %s', n.nspname, c.relname, a.attname,
        case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end) as sql
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    where c.relkind = 'r' and a.attstorage <> t.typstorage and ${ours("n.nspname", "pg_class", "c.oid")}
    union all
    select ${named("'setting ' || s.oid", { relation: "s.relname", name: "a.attname" })},
      format('alter sequence %I.%I owned by %I.%I.%I', n.nspname, s.relname, m.nspname, c.relname, a.attname) as sql
    from pg_depend d
    join pg_class s on s.oid = d.objid and s.relkind = 'S'
    join pg_namespace n on n.oid = s.relnamespace
    join pg_class c on c.oid = d.refobjid
    join pg_namespace m on m.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'a'
      and ${ours("n.nspname", "pg_class", "s.oid")}
    union all
    select ${named("'setting ' || c.oid", { name: "''" })},
      format('alter table %I.%I enable row level security', n.nspname, c.relname) as sql
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relrowsecurity and ${ours("n.nspname", "pg_class", "c.oid")}`,

  key: constraintsOf("'p', 'u', 'x'"),

  // Not null stands with the column.
  constraint: constraintsOf("'c'"),

  index: `
    select ${named("'index ' || x.oid", { name: "x.relname" })}, pg_get_indexdef(i.indexrelid) as sql
    from pg_index i
    join pg_class c on c.oid = i.indrelid
    join pg_class x on x.oid = i.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm') and ${ours("n.nspname", "pg_class", "c.oid")}
      and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x'))`,

  foreign_key: constraintsOf("'f'"),

  view: `
    select ${named("'relation ' || c.oid")},
      format(E'create %s %I.%I as\\n%s', case c.relkind when 'm' then 'materialized view' else 'view' end,
        n.nspname, c.relname, trim(trailing ';' from pg_get_viewdef(c.oid))) as sql
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('v', 'm') and ${ours("n.nspname", "pg_class", "c.oid")}`,

  trigger: `
    select ${named("'trigger ' || t.oid", { name: "t.tgname" })}, pg_get_triggerdef(t.oid) ||
      case when t.tgenabled = 'A' then format(E';\nalter table %I.%I enable always trigger %I', n.nspname, c.relname, t.tgname) else '' end as sql
    from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and ${ours("n.nspname", "pg_class", "c.oid")}`,
};

/** Which part needs which. A default is its table's, a row type the table or type that it is the row of. */
async function readNeeds(client: Client): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await client.query<{ id: string; needed: string }>(`
    with part as (
      select 'pg_proc'::regclass as class, oid, 'function ' || oid as id from pg_proc
      union all select 'pg_class'::regclass, oid, 'relation ' || oid from pg_class
      union all select 'pg_attrdef'::regclass, oid, 'relation ' || adrelid from pg_attrdef
      union all select 'pg_rewrite'::regclass, oid, 'relation ' || ev_class from pg_rewrite
      union all
      select 'pg_type'::regclass, t.oid, case when coalesce(e.typrelid, t.typrelid) <> 0
        then 'relation ' || coalesce(e.typrelid, t.typrelid) else 'type ' || coalesce(e.oid, t.oid) end
      from pg_type t left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
    )
    select distinct one.id, other.id as needed
    from pg_depend d
    join part one on one.class = d.classid and one.oid = d.objid
    join part other on other.class = d.refclassid and other.oid = d.refobjid
    where d.deptype = 'n' and one.id <> other.id`);
  const needs = new Map<string, Set<string>>();
  for (const { id, needed } of rows) needs.set(id, (needs.get(id) ?? new Set()).add(needed));
  return needs;
}
