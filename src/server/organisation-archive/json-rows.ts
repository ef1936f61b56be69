import type pg from "pg";
import { AppError } from "#kernel/error";
import { copyIn, copyOut } from "../backup/copying.ts";
import type { TableShape } from "../backup/contents.ts";
import { quotedTable, tableWithColumns } from "../backup/table-rows.ts";

// A row is a line of JSON. CSV by signs that JSON never has leaves a line as it is; COPY's own text would double each backslash.
const asLines = `(format csv, quote E'\\x01', delimiter E'\\x02')`;

/** The rows of a table, a line of JSON each. Returns how many. */
export function jsonRows(client: pg.Client, table: TableShape): AsyncGenerator<Buffer, number> {
  const columns = table.columns.map((name) => client.escapeIdentifier(name)).join(", ");
  const statement = `copy (select row_to_json(r) from (select ${columns} from ${quotedTable(table)}) r) to stdout ${asLines}`;
  return copyOut(client, statement);
}

/** Makes ready to take rows in, for as long as the transaction lasts. */
export async function prepareLoading(client: pg.Client): Promise<void> {
  await client.query("create temporary table incoming_rows (line json not null) on commit drop");
}

/** Brings lines of JSON into a table. Answers how many. Throws `archive_damaged` for what is no row. */
export async function loadJsonRows(
  client: pg.Client,
  table: TableShape,
  content: AsyncIterable<Buffer>,
): Promise<number> {
  const columns = table.columns.map((name) => `r.${client.escapeIdentifier(name)}`).join(", ");
  const insert = `insert into ${tableWithColumns(table)} overriding system value select ${columns}
    from incoming_rows, lateral json_populate_record(null::${quotedTable(table)}, line) r`;
  let rows = 0;
  for await (const lines of portions(content)) {
    await client.query("truncate incoming_rows");
    const copy = await copyIn(client, `copy incoming_rows from stdin ${asLines}`);
    await copy.write(lines);
    await copy.end();
    rows += (await client.query(insert)).rowCount ?? 0;
  }
  return rows;
}

const portion = 4 * 1024 * 1024;
/** A record has no more than a few long texts; what goes on beyond this was never written by us. */
const longestLine = 64 * 1024 * 1024;
const newLine = 10;

/** Whole lines, some megabytes at a time. */
export async function* portions(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const chunk of content) {
    held.push(chunk);
    length += chunk.length;
    const end = length < portion ? -1 : chunk.lastIndexOf(newLine);
    if (end >= 0) {
      const whole = Buffer.concat(held);
      const cut = length - chunk.length + end + 1;
      yield whole.subarray(0, cut);
      held = [Buffer.from(whole.subarray(cut))];
      length -= cut;
    }
    if (length > longestLine) throw new AppError("archive_damaged");
  }
  if (length > 0) yield Buffer.concat(held);
}
