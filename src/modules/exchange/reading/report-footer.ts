import type { FileRow } from "./rows.ts";

const footerOf = /^copyright\b.*salesforce/i;
const longest = 12;

/**
 * The rows without the lines that Salesforce puts under a report: its name, whose it is, who made it and when. They are
 * known by the copyright among them; what else ends in lines of one cell is left as it is.
 */
export async function* withoutReportFooter(
  pieces: AsyncIterable<readonly FileRow[]>,
): AsyncGenerator<readonly FileRow[]> {
  let width: number | undefined;
  const held: FileRow[] = [];
  for await (const rows of pieces) {
    const passed: FileRow[] = [];
    for (const row of rows) {
      width ??= row.cells.length;
      if (width > 1 && held.length < longest && isOneCell(row)) {
        held.push(row);
        continue;
      }
      if (held.length > 0) passed.push(...held.splice(0));
      passed.push(row);
    }
    if (passed.length > 0) yield passed;
  }
  if (held.length > 0 && !held.some(({ cells }) => footerOf.test(cells[0] ?? ""))) yield held;
}

const isOneCell = ({ cells }: FileRow): boolean => cells.every((cell, index) => index === 0 || cell === "");
