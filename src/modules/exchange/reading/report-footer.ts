import type { FileRow } from "./rows.ts";

const footerOf = /^copyright\b.*salesforce/i;
const longest = 12;

/**
 * The rows without the lines that Salesforce puts under a report: its name, whose it is, who made it and when. They are
 * known by the copyright among them; what else ends in lines of one cell is left as it is.
 */
export async function* withoutReportFooter(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  let width: number | undefined;
  let held: FileRow[] = [];
  for await (const row of rows) {
    width ??= row.cells.length;
    if (width > 1 && isOneCell(row) && held.length < longest) {
      held.push(row);
      continue;
    }
    yield* held;
    held = [];
    yield row;
  }
  if (!held.some(({ cells }) => footerOf.test(cells[0] ?? ""))) yield* held;
}

const isOneCell = ({ cells }: FileRow): boolean => cells.every((cell, index) => index === 0 || cell === "");
