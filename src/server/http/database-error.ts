import { AppError } from "#kernel/error";
import { sql } from "kysely";
import pg from "pg";
import type { CatalogueObject, Runtime } from "#records";

const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ETIMEDOUT",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/**
 * What an error of PostgreSQL, of the way to it or of the disk means to the caller, told by SQLSTATE or errno,
 * never by its text. Null when it means nothing to them.
 */
export async function fromDatabaseError(error: unknown, runtime: Runtime): Promise<AppError | null> {
  if (error instanceof pg.DatabaseError) return fromSqlState(error, runtime);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC") return new AppError("storage_full", { cause: error });
  if (unreachable.has(code)) return new AppError("database_unavailable", { cause: error });
  // The driver's own errors (pool exhausted, connection cut) carry no code: asking the database tells.
  return (await isReachable(runtime)) ? null : new AppError("database_unavailable", { cause: error });
}

/** Whether the database answers within `milliseconds`. */
export async function isReachable(runtime: Runtime, milliseconds = 1000): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), milliseconds);
  sql`select 1`.execute(runtime.database).then(
    () => resolve(true),
    () => resolve(false),
  );
  return promise.finally(() => clearTimeout(timer));
}

/** Whether two transactions were in each other's way (serialization failure, deadlock): the same again may succeed. */
export function isCollision(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === "40001" || error.code === "40P01");
}

/** Whether a statement spoke of a column or table that is not there (any more): the catalogue may have been changed elsewhere. */
export function isOutdated(error: unknown): boolean {
  return error instanceof pg.DatabaseError && ["42703", "42P01", "0A000"].includes(error.code ?? "");
}

async function fromSqlState(error: pg.DatabaseError, runtime: Runtime): Promise<AppError | null> {
  const state = error.code ?? "";
  const known = (code: ConstructorParameters<typeof AppError>[0], field?: string): AppError =>
    new AppError(code, { field, cause: error });
  if (state === "23505") return known("value_taken", await fieldOf(error, runtime));
  if (state === "23503") return known("link_not_found", await fieldOf(error, runtime));
  if (state === "23502") return known("field_required", fieldOfColumn(runtime, error.table, error.column));
  if (state === "23514") return known("field_invalid", await fieldOf(error, runtime));
  if (isCollision(error)) return known("version_conflict");
  if (state === "57014") return known("query_too_slow");
  if (state === "55P03") return known("table_busy");
  if (state === "53100") return known("storage_full");
  if (/^(?:08...|53300|57P0[1-5])$/.test(state)) return known("database_unavailable");
  if (state.startsWith("22"))
    return known("field_invalid", fieldOfColumn(runtime, error.table, error.column));
  return null;
}

/** The field that the broken constraint or unique index stands on; the last column where it has several. */
async function fieldOf(error: pg.DatabaseError, runtime: Runtime): Promise<string | undefined> {
  const columns = await columnsOf(error, runtime);
  return columns
    .map((column) => fieldOfColumn(runtime, error.table, column))
    .findLast((field) => field !== undefined);
}

async function columnsOf(
  { schema, constraint }: pg.DatabaseError,
  runtime: Runtime,
): Promise<readonly string[]> {
  const found = await sql<{ column: string }>`
    select attribute.attname as "column", array_position(index.indkey::int2[], attribute.attnum) as place
    from pg_class class
    join pg_index index on index.indexrelid = class.oid
    -- Columns inside an expression count: lower(email) is about the e-mail.
    join pg_depend depend on depend.objid = class.oid and depend.refobjid = index.indrelid and depend.refobjsubid > 0
    join pg_attribute attribute on attribute.attrelid = index.indrelid and attribute.attnum = depend.refobjsubid
    where class.relname = ${constraint} and class.relnamespace = to_regnamespace(${schema})
    union
    select attribute.attname, array_position(broken.conkey, attribute.attnum)
    from pg_constraint broken
    join pg_attribute attribute on attribute.attrelid = broken.conrelid and attribute.attnum = any (broken.conkey)
    where broken.conname = ${constraint} and broken.connamespace = to_regnamespace(${schema})
    order by place nulls first
  `.execute(runtime.database);
  return found.rows.map((row) => row.column);
}

function fieldOfColumn(runtime: Runtime, table?: string, column?: string): string | undefined {
  if (!column) return undefined;
  for (const object of runtime.catalogue.objects.values()) {
    if (object.table !== table) continue;
    const field = fieldWith(object, column);
    if (field) return field;
  }
  return column;
}

function fieldWith(object: CatalogueObject, column: string): string | undefined {
  const stems = Object.entries(object.fields).map(([name, field]) => ({ name, stem: field.column ?? name }));
  const exact = stems.find(({ stem }) => column === stem || column === `${stem}_id`);
  return (exact ?? stems.find(({ stem }) => column.startsWith(`${stem}_`)))?.name;
}
