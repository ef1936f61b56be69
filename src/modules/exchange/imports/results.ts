import { list, type Work } from "#records";
import { sql } from "kysely";
import { csvLine } from "#kernel/csv";
import type { Locale } from "#kernel/locale";
import { headingsOf } from "./details.ts";
import { titleOf } from "./directory.ts";
import type { RowProblem } from "./interpreting.ts";
import { problemText } from "./problem-texts.ts";
import type { FailedRow } from "../contract/details.ts";
import type { StoredImport } from "./stored-import.ts";

const batch = 500;

/** The rows that failed with what was wrong in the last column, as lines of CSV in the order of the file and parted as it is. */
export async function* failedRowsCsv(
  work: Work,
  stored: StoredImport,
  heading: string,
): AsyncGenerator<string> {
  const delimiter = stored.layout.ours ? delimiterIn(work.actor.locale) : stored.layout.delimiter;
  yield `\uFEFF${csvLine([...headingsOf(stored), heading], delimiter)}`;
  let after = -1;
  for (;;) {
    const { rows } = await sql<{
      row: number;
      cells: string[];
      problems: RowProblem[];
    }>`select row, cells, problems from import_failed_rows
      where import_id = ${stored.id}::uuid and row > ${after} order by row limit ${batch}`.execute(work.db);
    for (const { cells, problems } of rows) {
      const filled = headingsOf(stored).map((_, index) => cells[index] ?? "");
      const reason = problems.map((problem) => problemText(work.actor.locale, problem)).join(" ");
      yield csvLine([...filled, reason], delimiter);
    }
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    after = last.row;
  }
}

/** What parts cells where a spreadsheet of that language opens a file: where the comma stands in numbers it is a semicolon. */
export const delimiterIn = (locale: Locale): "," | ";" => (locale === "en" ? "," : ";");

/** A page of the rows that failed, with what was wrong in the reader's language. */
export async function failedRows(
  work: Work,
  stored: StoredImport,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<{ data: FailedRow[]; next: number | null }> {
  const { rows } = await sql<{ row: number; cells: string[]; problems: RowProblem[] }>`
    select row, cells, problems from import_failed_rows
    where import_id = ${stored.id}::uuid and row > ${after} order by row limit ${limit + 1}`.execute(work.db);
  const data = rows.slice(0, limit).map(({ row, cells, problems }) => ({
    row,
    cells: cells.slice(0, mostCells).map((cell) => cell.slice(0, longestCell)),
    problems: problems.map((problem) => problemText(work.actor.locale, problem)),
  }));
  return { data, next: rows.length > limit ? (data.at(-1)?.row ?? null) : null };
}

const [mostCells, longestCell] = [12, 200];

export interface TouchedRecord {
  readonly row: number;
  readonly id: string;
  readonly title: string;
}

/** Records that an import made, changed or met, as far as the actor may still see them. */
export async function touchedRecords(
  work: Work,
  stored: StoredImport,
  asked: { readonly outcome: string; readonly after: number; readonly limit: number },
): Promise<{ data: TouchedRecord[]; next: number | null }> {
  if (!stored.object) return { data: [], next: null };
  const object = work.catalogue.object(stored.object);
  // Batches hold rows that follow each other, so that a few of them have what is asked for.
  const { rows } = await sql<{ row: number; record_id: string }>`select r.row, r.record_id
    from import_outcomes o, unnest(o.rows, o.records) as r(row, record_id)
    where o.import_id = ${stored.id}::uuid and o.outcome = ${asked.outcome} and o.last_row > ${asked.after}
      and r.row > ${asked.after}
    order by o.last_row, r.row limit ${asked.limit + 1}`.execute(work.db);
  const page = rows.slice(0, asked.limit);
  const ids = [...new Set(page.map((one) => one.record_id))];
  const records = await list(work, object.name, {
    ids,
    limit: asked.limit,
    fields: object.title,
    sort: "id",
    archived: "either",
  });
  const titles = new Map(records.data.map((record) => [record.id, titleOf(object, record)]));
  const data = page.flatMap(({ row, record_id }): TouchedRecord[] => {
    const title = titles.get(record_id);
    return title === undefined ? [] : [{ row, id: record_id, title }];
  });
  return { data, next: rows.length > asked.limit ? (page.at(-1)?.row ?? null) : null };
}
