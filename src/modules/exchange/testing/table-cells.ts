/** The rows of a delimited text by their headings; what is empty is left out. */
export function cellsByHeading(table: string): Record<string, string>[] {
  const [headings = [], ...rows] = rowsOf(table);
  return rows.map((cells) =>
    Object.fromEntries(
      headings.map((heading, index) => [heading, cells[index] ?? ""]).filter(([, cell]) => cell !== ""),
    ),
  );
}

function rowsOf(table: string): string[][] {
  const rows: string[][] = [[]];
  for (const [whole, quoted, plain = "", end] of table.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)) {
    if (whole === "") break;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\n") rows.push([]);
  }
  return rows;
}
