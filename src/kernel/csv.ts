/**
 * A cell as it stands in a CSV file: quoted where it must be. A text that a spreadsheet would take for a formula gets
 * an apostrophe in front, which our import takes off again; numbers stay numbers.
 */
export function csvCell(value: string): string {
  const safe = isFormula(value) ? `'${value}` : value;
  return /[",;|\t\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly string[], delimiter: "," | ";" | "\t" | "|" = ","): string {
  return `${cells.map(csvCell).join(delimiter)}\r\n`;
}

/** Takes off the apostrophe that `csvCell` put in front of what looks like a formula. */
export function withoutDefusing(cell: string): string {
  return cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell;
}

// An apostrophe before such a text is defused again, so that taking one off always gives back what was there.
function isFormula(value: string): boolean {
  // Most cells of a million begin with a letter or a digit, and need no further look.
  if (!/^['\s=+\-@\uff1d\uff0b\uff0d\uff20]/.test(value)) return false;
  if (/^[-+]?\d{1,15}([.,]\d{1,15})?$/.test(value)) return false;
  return /^'*[\s\u00a0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value);
}
