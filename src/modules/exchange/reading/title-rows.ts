import type { Desk } from "./table.ts";

type Row = readonly string[];

const looked = 20;

/**
 * Rows of a sheet with blank ones in the place of titles: what people write above their table ("Customers, as of May") has a
 * cell or two where the table has many. They are told as left out.
 */
export async function* withoutTitles(
  rows: AsyncIterable<Row>,
  leaveOut: Desk["leaveOut"],
): AsyncGenerator<Row> {
  let first: Row[] | null = [];
  for await (const row of rows) {
    if (!first) {
      yield row;
      continue;
    }
    first.push(row);
    if (first.length < looked) continue;
    yield* blanked(first, leaveOut);
    first = null;
  }
  if (first) yield* blanked(first, leaveOut);
}

function* blanked(rows: readonly Row[], leaveOut: Desk["leaveOut"]): Generator<Row> {
  const widths = rows.map((row) => row.filter((cell) => cell.trim() !== "").length);
  const widest = Math.max(0, ...widths);
  const head = widths.findIndex((width) => width >= 3 && width * 2 >= widest);
  for (const [index, row] of rows.entries()) {
    if (index >= head || widths[index] === 0) yield row;
    else {
      leaveOut({
        name: row
          .filter((cell) => cell.trim() !== "")
          .join(" ")
          .slice(0, 200),
        reason: "unknown",
      });
      yield [];
    }
  }
}
