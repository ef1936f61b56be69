import type { RecordData } from "#records/contract";
import { type Column, kindOf } from "../columns.ts";
import type { CellWriter } from "./cells.ts";
import { headingStyle } from "./styles.ts";
import { escapedXml } from "./xml.ts";

/** Records in their order, some at a time. */
export interface Rows {
  hasMore(): Promise<boolean>;
  /** At most so many of the next; none at the end. */
  take(most: number): Promise<readonly RecordData[]>;
}

interface SheetShape {
  readonly headings: readonly string[];
  readonly columns: readonly Column[];
  readonly cells: readonly CellWriter[];
  /** Rows of the sheet with its heading. */
  readonly rowsOfSheet: number;
}

/** The rows that find room in one sheet, under headings that stay in sight. */
export async function* sheetXml(rows: Rows, shape: SheetShape): AsyncGenerator<string> {
  const { headings, cells, rowsOfSheet } = shape;
  const letters = headings.map((_, index) => columnLetters(index));
  yield `${begin(shape)}${headingRow(headings, letters)}`;
  let row = 1;
  while (row < rowsOfSheet) {
    const records = await rows.take(Math.min(chunkRows, rowsOfSheet - row));
    if (records.length === 0) break;
    let xml = "";
    for (const record of records) {
      row++;
      xml += `<row r="${row}">`;
      for (let index = 0; index < cells.length; index++)
        xml += cells[index]?.(record, `${letters[index]}${row}`) ?? "";
      xml += "</row>";
    }
    yield xml;
  }
  yield "</sheetData></worksheet>";
}

const chunkRows = 500;

function begin({ columns }: SheetShape): string {
  const widths = columns.map((column, index) => {
    const width = kindOf(column) === "text" || kindOf(column) === "record" ? 26 : 16;
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
  });
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `${widths.length > 0 ? `<cols>${widths.join("")}</cols>` : ""}<sheetData>`
  );
}

function headingRow(headings: readonly string[], letters: readonly string[]): string {
  const cells = headings.map(
    (heading, index) =>
      `<c r="${letters[index]}1" s="${headingStyle}" t="inlineStr"><is><t xml:space="preserve">${escapedXml(heading)}</t></is></c>`,
  );
  return `<row r="1">${cells.join("")}</row>`;
}

/** 0 is A, 26 is AA. */
function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}
