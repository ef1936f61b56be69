import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import type { Layout } from "../contract/imports.ts";
import { importLimits } from "../contract/limits.ts";
import { recordsOf } from "./records.ts";
import { withoutReportFooter } from "./report-footer.ts";
import { unreadable } from "./unreadable.ts";

/** A row of the file that is not blank. `number` is what a spreadsheet shows beside it: the first line is 1. */
export interface FileRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a file one after the other, some at a time, in bounded memory. The row of headings comes first, like any other.
 * Throws `import_file_unreadable` with `reason` and the number of the row where reading stopped.
 */
export async function* readRows(path: string, layout: Layout): AsyncGenerator<readonly FileRow[]> {
  const bytes = createReadStream(path);
  try {
    yield* withoutReportFooter(rowsOf(bytes, layout));
  } finally {
    bytes.destroy();
  }
}

/** The same for a stream of bytes. */
export async function* rowsOf(bytes: Readable, layout: Layout): AsyncGenerator<readonly FileRow[]> {
  let number = 0;
  for await (const records of recordsOf(bytes, layout)) {
    const rows: FileRow[] = [];
    for (const cells of records) {
      number++;
      if (cells.every((cell) => cell.trim() === "")) continue;
      if (number === 1 && /^sep=.?$/i.test(cells.join(""))) continue;
      assertBounded(cells, number);
      rows.push({ number, cells });
    }
    if (rows.length > 0) yield rows;
  }
}

function assertBounded(cells: readonly string[], number: number): void {
  if (cells.length > importLimits.columns) throw unreadable("columns", number);
  for (const cell of cells) if (cell.length > importLimits.cellLength) throw unreadable("cell", number);
  if (number > importLimits.rows) throw unreadable("rows", number);
}
