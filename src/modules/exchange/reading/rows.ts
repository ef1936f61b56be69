import { createReadStream } from "node:fs";
import { pipeline, type Readable } from "node:stream";
import { AppError } from "#kernel/error";
import { CsvError, type Parser, parse } from "csv-parse";
import iconv from "iconv-lite";
import type { Layout } from "../contract/imports.ts";
import { importLimits } from "../contract/limits.ts";
import { withoutReportFooter } from "./report-footer.ts";

/** A row of the file that is not blank. `number` is what a spreadsheet shows beside it: the first line is 1. */
export interface FileRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a file one after the other, in bounded memory. The row of headings comes first, like any other.
 * Throws `import_file_unreadable` with `reason` and the number of the row where reading stopped.
 */
export async function* readRows(path: string, layout: Layout): AsyncGenerator<FileRow> {
  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 });
  try {
    yield* withoutReportFooter(rowsOf(bytes, layout));
  } finally {
    bytes.destroy();
  }
}

/** The same for a stream of bytes. */
export async function* rowsOf(bytes: Readable, layout: Layout): AsyncGenerator<FileRow> {
  const parser = parse({
    delimiter: layout.delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: importLimits.rowLength,
  });
  pipeline(bytes, iconv.decodeStream(layout.encoding), parser, () => {
    // The error reaches the loop below through the parser.
  });
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number++;
      if (cells.every((cell) => cell.trim() === "")) continue;
      if (number === 1 && /^sep=.?$/i.test(cells.join(""))) continue;
      assertBounded(cells, number);
      yield { number, cells };
    }
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(reasonOf(error, parser), parser.info.records + 1, error);
    throw error;
  }
}

interface ParserState {
  readonly quoting?: boolean;
  readonly record?: readonly unknown[];
}

function reasonOf({ code }: CsvError, parser: Parser): string {
  if (code === "CSV_QUOTE_NOT_CLOSED") return "quote";
  if (code !== "CSV_MAX_RECORD_SIZE") return "broken";
  // Too long for a row: it has swallowed those below it, has cells without end, or one that is too long by itself.
  const { quoting = false, record = [] } = ("state" in parser ? parser.state : {}) as ParserState;
  if (quoting) return "quote";
  return record.length > importLimits.columns ? "columns" : "cell";
}

function assertBounded(cells: readonly string[], number: number): void {
  if (cells.length > importLimits.columns) throw unreadable("columns", number);
  for (const cell of cells) if (cell.length > importLimits.cellLength) throw unreadable("cell", number);
  if (number > importLimits.rows) throw unreadable("rows", number);
}

function unreadable(reason: string, row: number, cause?: unknown): AppError {
  return new AppError("import_file_unreadable", { params: { reason, row }, cause });
}
