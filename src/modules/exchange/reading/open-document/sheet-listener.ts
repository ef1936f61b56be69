import { importLimits } from "../../contract/limits.ts";
import { numberText, percentText } from "../numbers-as-text.ts";
import { unreadable } from "../unreadable.ts";
import type { XmlListener } from "../xml.ts";

/** What a document of sheets is made of, in its order. A row may stand for many that are the same. */
export type SheetPart =
  | { readonly sheet: string }
  | { readonly cells: readonly string[]; readonly times: number };

interface Cell {
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  paragraphs: number;
}

/** Hears the sheets of an OpenDocument (ISO 26300) with what stood in the cells when it was saved. */
export function openDocumentListener(): XmlListener<SheetPart> {
  let found: SheetPart[] = [];
  let row: { cells: string[]; column: number; times: number } | null = null;
  let cell: Cell | null = null;
  // What somebody remarked beside a cell is no part of it.
  let remark = 0;
  let isParagraph = false;
  return {
    open: (name, attributes) => {
      if (name === "table") found.push({ sheet: attributes.name ?? "" });
      else if (name === "table-row")
        row = { cells: [], column: 0, times: repeated(attributes["number-rows-repeated"]) };
      else if (name === "table-cell" || name === "covered-table-cell")
        cell = { attributes, text: "", paragraphs: 0 };
      else if (name === "annotation") remark++;
      else if (cell && remark === 0) isParagraph = begin(cell, name, attributes) || isParagraph;
    },
    text: (piece) => {
      if (cell && remark === 0 && isParagraph) grow(cell, piece);
    },
    close: (name) => {
      if (name === "annotation") remark--;
      else if (name === "p" || name === "h") isParagraph = false;
      else if ((name === "table-cell" || name === "covered-table-cell") && row && cell) {
        put(row, cell);
        cell = null;
      } else if (name === "table-row" && row) {
        found.push({ cells: row.cells, times: row.times });
        row = null;
      }
    },
    found: () => {
      const parts = found;
      found = [];
      return parts;
    },
  };
}

/** Something begins within a cell; whether it is a paragraph. */
function begin(cell: Cell, name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (name === "p" || name === "h") {
    if (cell.paragraphs++ > 0) grow(cell, "\n");
    return true;
  }
  if (name === "s") grow(cell, " ".repeat(Math.min(repeated(attributes.c), 1000)));
  else if (name === "tab") grow(cell, "\t");
  else if (name === "line-break") grow(cell, "\n");
  return false;
}

function grow(cell: Cell, piece: string): void {
  cell.text += piece;
  if (cell.text.length > importLimits.cellLength) throw unreadable("cell");
}

function put(row: { cells: string[]; column: number }, cell: Cell): void {
  const times = repeated(cell.attributes["number-columns-repeated"]);
  const text = textOf(cell);
  if (text !== "") {
    if (row.column + times > importLimits.columns) throw unreadable("columns");
    while (row.cells.length < row.column) row.cells.push("");
    for (let one = 0; one < times; one++) row.cells.push(text);
  }
  row.column += times;
}

function textOf({ attributes, text }: Cell): string {
  const value = attributes.value ?? "";
  switch (attributes["value-type"]) {
    case "float":
    case "currency":
      return numberText(Number(value));
    case "percentage":
      return percentText(Number(value));
    case "date":
      return (attributes["date-value"] ?? "")
        .replace(/T00:00:00(\.0+)?$/, "")
        .replace("T", " ")
        .replace(/\.\d+$/, "");
    case "time":
      return clockText(attributes["time-value"] ?? "") ?? text;
    case "boolean":
      return attributes["boolean-value"] ?? text;
    case "string":
      return attributes["string-value"] ?? text;
    default:
      return text;
  }
}

function clockText(duration: string): string | undefined {
  const [, hours, minutes = "0", seconds = "0"] = /^PT(\d+)H(\d+)M(\d+)/.exec(duration) ?? [];
  return hours && `${hours.padStart(2, "0")}:${minutes.padStart(2, "0")}:${seconds.padStart(2, "0")}`;
}

function repeated(times: string | undefined): number {
  const number = Number(times ?? 1);
  if (!Number.isInteger(number) || number < 1) throw unreadable("broken");
  return number;
}
