/** Rows and cells of a block copied from a spreadsheet: tabs between cells, quotes around those with breaks in them. */
export function readBlock(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const normal = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let index = 0; index < normal.length; index++) {
    const letter = normal[index];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (normal[index + 1] === '"') cell += normal[++index];
      else quoted = false;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === "\t" || letter === "\n") {
      rows.at(-1)?.push(cell);
      cell = "";
      if (letter === "\n") rows.push([]);
    } else cell += letter;
  }
  rows.at(-1)?.push(cell);
  return rows;
}

/** The same the other way, for copying. */
export function writeBlock(rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) =>
      row.map((cell) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t"),
    )
    .join("\n");
}
