import { Readable } from "node:stream";
import type pg from "pg";
import { AppError } from "#kernel/error";
import type { Contents, Structure, TableShape } from "./contents.ts";
import { copyIn } from "./copying.ts";
import { wholeLines } from "./row-sums.ts";
import { setSequence, tableWithColumns } from "./table-rows.ts";

/** Whether nothing is in the database, but for what belongs to PostgreSQL and its extensions. */
export async function isEmpty(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>(`
    select not exists (
      select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname !~ '^(pg_|information_schema$)'
        and not exists (select from pg_depend d
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    ) as empty`);
  return rows[0]?.empty ?? false;
}

/** Whether nothing is in the database, or nobody has set up what is. */
export async function isUnused(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    "select to_regclass('public.organisation') is not null as there",
  );
  if (!rows[0]?.there) return await isEmpty(client);
  const { rows: organisations } = await client.query("select from organisation");
  return organisations.length === 0;
}

/** Schemas, types, functions and tables, before the rows. */
export async function makeTables(client: pg.Client, structure: Structure): Promise<void> {
  for (const statement of structure.before) await client.query(statement);
}

/** The rows of a table as they come. Answers how many. */
export async function loadTable(
  client: pg.Client,
  table: TableShape,
  content: AsyncIterable<Buffer>,
): Promise<number> {
  const copy = await copyIn(client, `copy ${tableWithColumns(table)} from stdin`);
  for await (const chunk of content) await copy.write(chunk);
  return await copy.end();
}

/**
 * The same in transactions of a megabyte each: one that runs long, in whichever database of a server, holds back the news
 * and the seals of all others there.
 */
export async function loadInPortions(
  client: pg.Client,
  table: TableShape,
  content: AsyncIterable<Buffer>,
): Promise<number> {
  let rows = 0;
  for await (const lines of wholeLines(content))
    rows += await loadTable(client, table, Readable.from([lines]));
  return rows;
}

/** Keys, indexes, triggers and where the sequences stand, after the rows. */
export async function finishTables(
  client: pg.Client,
  structure: Structure,
  contents: Contents,
): Promise<void> {
  for (const statement of structure.after) await client.query(statement);
  for (const place of contents.sequences) await setSequence(client, place);
}

/**
 * News are told in the order of the numbers of their transactions, and only below the oldest that runs. Those numbers are
 * the old server's and would keep all news back until the new one came so far. All get the first number there is and are
 * told by their sequence: the order in which one record was written is the same by it. A subscriber goes on before the
 * first that it has not heard, and may hear some twice, as ever.
 */
export async function settleNews(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    "select to_regclass('public.events') is not null and to_regclass('public.event_cursors') is not null as there",
  );
  if (!rows[0]?.there) return;
  await client.query(`
    update event_cursors c set transaction = '3', sequence = coalesce(
      (select min(e.sequence) - 1 from events e where (e.transaction, e.sequence) > (c.transaction, c.sequence)),
      (select max(e.sequence) from events e), 0)`);
  await client.query("update events set transaction = '3'");
  // Who reads by a place in the old log begins anew.
  const { rows: logs } = await client.query("select to_regclass('public.event_log') as name");
  if (logs[0]?.name === null) return;
  await client.query(`update event_log set name = gen_random_uuid(), forgotten_transaction = '3',
    forgotten_sequence = coalesce((select min(sequence) - 1 from events), 0)`);
}

/** What PostgreSQL says when there is no room, in our words; all else as it is. */
export function asStorageError(error: unknown): unknown {
  const { code } = error as { code?: string };
  return code === "53100" || code === "ENOSPC" ? new AppError("storage_full", { cause: error }) : error;
}
