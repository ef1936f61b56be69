import { createHash } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import type { Field, ObjectDefinition } from "../contract/index.ts";
import { columnType } from "../field-types/column-type.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import { foldedText } from "../reading/folded-text.ts";
import type { Work } from "../work.ts";

// Changes of tables, in the transaction that writes down what they are for. Names come from `naming.ts` and the
// catalogue alone.

/** How long a change of a table waits for those who work with it; they would wait behind it. Milliseconds. */
const patience = 5_000;

/** A change of a table gives up after a while instead of stopping everybody's work (`table_busy`). */
export async function waitNoLongerThanPatience(work: Work): Promise<void> {
  await sql`select set_config('lock_timeout', ${String(patience)}, true)`.execute(work.db);
}

/** Makes the table of a custom object, with what every table has. */
export async function createTable(work: Work, object: ObjectDefinition): Promise<void> {
  const table = sql.table(object.table);
  await sql`create table ${table} (
    id uuid primary key default uuid_v7(),
    name text not null check (length(name) between 1 and 200),
    ${object.owned ? sql`owner_id uuid references users,` : sql``}
    created_at timestamptz not null default now(),
    created_by uuid references users,
    updated_at timestamptz not null default now(),
    updated_by uuid references users,
    version integer not null default 1,
    archived_at timestamptz,
    search_words tsvector generated always as (search_title('n', name)) stored
  )`.execute(work.db);
  const inUse = sql`where archived_at is null`;
  await sql`create index on ${table} (name, id) ${inUse}`.execute(work.db);
  await sql`create index on ${table} (created_at, id) ${inUse}`.execute(work.db);
  await sql`create index on ${table} using gin (search_words) with (gin_pending_list_limit = 256)`.execute(
    work.db,
  );
  if (object.owned) await sql`create index on ${table} (owner_id, updated_at desc)`.execute(work.db);
}

/** Adds the columns of a field (or the table between, for many links), with the indexes that it asks for. */
export async function addColumns(
  work: Work,
  object: CatalogueObject,
  name: string,
  field: Field,
  target?: string,
): Promise<void> {
  if (field.type === "links") {
    await createTableBetween(work, object, field, target ?? "");
    return;
  }
  for (const column of columnsOf(name, field)) {
    const references =
      target && column.type === "uuid" ? sql`references ${sql.table(target)} on delete set null` : sql``;
    await sql`alter table ${sql.table(object.table)} add column ${sql.ref(column.name)} ${columnType[column.type]} ${references}`.execute(
      work.db,
    );
  }
  await matchIndexes(work, object, name, field);
}

/** Drops what a field kept, for good. */
export async function dropColumns(work: Work, table: string, name: string, field: Field): Promise<void> {
  if (field.type === "links") await dropTable(work, field.through);
  for (const column of columnsOf(name, field))
    await sql`alter table ${sql.table(table)} drop column if exists ${sql.ref(column.name)}`.execute(work.db);
}

/** Drops a table of a custom object or one between, for good. */
export async function dropTable(work: Work, table: string): Promise<void> {
  await sql`drop table if exists ${sql.table(table)} cascade`.execute(work.db);
}

/** Makes the indexes that the field asks for and drops those it no longer does. */
export async function matchIndexes(
  work: Work,
  object: CatalogueObject,
  name: string,
  field: Field,
): Promise<void> {
  const [column] = columnsOf(name, field);
  if (!column) return;
  const at = sql.ref(column.name);
  const pointing = field.type === "link" || field.type === "user";
  const indexes: Readonly<Record<string, { wanted: boolean; definition: RawBuilder<unknown> }>> = {
    unique: {
      wanted: field.unique === true,
      definition: sql`(${at}) where ${at} is not null and archived_at is null ${faceOnly(object)}`,
    },
    order: {
      wanted: field.indexed === true && column.type !== "text[]",
      definition: sql`(${at}, id) where archived_at is null`,
    },
    // A filter by text compares regardless of case. Not of the rows in use alone: of an index of some PostgreSQL keeps no
    // statistics of the folded text, and takes it for a common one.
    folded: {
      wanted: field.indexed === true && column.type === "text" && !["choice", "phone"].includes(field.type),
      definition: sql`((${foldedText(at)}))`,
    },
    members: {
      wanted: field.indexed === true && column.type === "text[]",
      definition: sql`using gin (${at})`,
    },
    pointing: { wanted: pointing, definition: sql`(${at}) where ${at} is not null` },
    // As `search/words-condition.ts` asks for it.
    search: {
      wanted: field.searched === true && column.type === "text",
      definition: sql`using gin (${field.type === "phone" ? sql`search_phone` : sql`search_words`}('x', ${at})) where ${at} is not null`,
    },
  };
  for (const [kind, { wanted, definition }] of Object.entries(indexes)) {
    const index = sql.ref(indexName(object.table, column.name, kind));
    if (wanted)
      await sql`create ${kind === "unique" ? sql`unique` : sql``} index if not exists ${index} on ${sql.table(object.table)} ${definition}`.execute(
        work.db,
      );
    else await sql`drop index if exists ${index}`.execute(work.db);
  }
}

function faceOnly(object: CatalogueObject): RawBuilder<unknown> {
  // A utility statement takes no parameters, and the columns and values of a face are the module's own words.
  const conditions = Object.entries(object.where ?? {}).map(
    ([column, value]) => sql` and ${sql.ref(column)} = ${sql.lit(value)}`,
  );
  return sql.join(conditions, sql``);
}

async function createTableBetween(
  work: Work,
  object: CatalogueObject,
  field: Extract<Field, { type: "links" }>,
  target: string,
): Promise<void> {
  const between = sql.table(field.through);
  const [from, to] = [sql.ref(field.from), sql.ref(field.toColumn)];
  await sql`create table ${between} (
    ${from} uuid not null references ${sql.table(object.table)} on delete cascade,
    ${to} uuid not null references ${sql.table(target)} on delete cascade,
    primary key (${from}, ${to})
  )`.execute(work.db);
  await sql`create index on ${between} (${to})`.execute(work.db);
}

/** Within PostgreSQL's 63 bytes whatever the names are. */
function indexName(table: string, column: string, kind: string): string {
  const mark = createHash("sha256").update(`${table}.${column}`).digest("hex").slice(0, 16);
  return `x_${kind}_${mark}`;
}
