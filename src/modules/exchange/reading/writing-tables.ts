import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { withoutDefusing } from "#kernel/csv";
import { importLimits } from "../contract/limits.ts";
import type { Allowance } from "./allowance.ts";
import { unreadable } from "./unreadable.ts";

const pieceLength = 64 * 1024;

/**
 * Writes rows as a delimited file in UTF-8, line for line where a spreadsheet shows them, within the limits of an import. Answers
 * how many of them held anything. Throws `import_file_unreadable` with the row.
 */
export async function writeTable(
  path: string,
  rows: AsyncIterable<readonly string[]>,
  allowance: Allowance,
): Promise<number> {
  let filled = 0;
  const pieces = async function* () {
    let piece = "";
    let number = 0;
    let blank = 0;
    for await (const cells of rows) {
      number++;
      if (number > importLimits.rows) throw unreadable("rows", number);
      // Blank rows at the end of a sheet are none.
      if (cells.every((cell) => cell.trim() === "")) {
        blank++;
        continue;
      }
      filled++;
      piece += "\r\n".repeat(blank) + line(cells, number);
      blank = 0;
      if (piece.length < pieceLength) continue;
      allowance.assertTime();
      yield piece;
      piece = "";
    }
    yield piece;
  };
  await pipeline(Readable.from(pieces()), createWriteStream(path, { mode: 0o600 }));
  return filled;
}

function line(cells: readonly string[], number: number): string {
  if (cells.length > importLimits.columns) throw unreadable("columns", number);
  let length = 0;
  for (const cell of cells) {
    length += cell.length;
    if (cell.length > importLimits.cellLength || length > importLimits.rowLength)
      throw unreadable("cell", number);
  }
  const text = `${cells.map(cellText).join(",")}\r\n`;
  if (text.length >= importLimits.rowLength) throw unreadable("cell", number);
  return text;
}

// Nobody but we read this file: nothing is defused, but an apostrophe that stood there must not be taken for ours.
function cellText(cell: string): string {
  const text = withoutDefusing(cell) === cell ? cell : `'${cell}`;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
