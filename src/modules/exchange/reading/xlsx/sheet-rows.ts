import { importLimits } from "../../contract/limits.ts";
import { unreadable } from "../unreadable.ts";
import type { XmlListener } from "../xml.ts";
import type { Shape } from "./number-formats.ts";
import { shown } from "./serial-days.ts";
import { type SharedStrings, unescaped } from "./shared-strings.ts";

/** Rows that a sheet can have; one that says it has more is not one. */
export const mostRows = 1_048_576;

/** A row with the number that a spreadsheet shows beside it. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly string[];
}

export interface Book {
  readonly strings: SharedStrings;
  readonly shapes: readonly Shape[];
  readonly from1904: boolean;
}

interface Cell {
  column: number;
  type: string;
  shape: Shape;
  text: string;
}

/** Hears the rows of a sheet, with what stood in the cells when it was saved: formulas are not reckoned again. */
export function sheetListener(book: Book): XmlListener<SheetRow> {
  let rows: SheetRow[] = [];
  let number = 0;
  let cells: string[] = [];
  let cell: Cell | null = null;
  let isValue = false;
  let pronounced = false;
  let column = -1;
  return {
    open: (name, attributes) => {
      if (name === "row") {
        number = rowNumber(attributes.r, number);
        cells = [];
        column = -1;
      } else if (name === "c") {
        column = columnOf(attributes.r) ?? column + 1;
        const shape = book.shapes[Number(attributes.s ?? 0)] ?? "number";
        cell = { column, type: attributes.t ?? "n", shape, text: "" };
      } else if (name === "rPh") pronounced = true;
      else if (name === "v" || name === "t") isValue = !pronounced;
    },
    text: (piece) => {
      if (!cell || !isValue) return;
      cell.text += piece;
      if (cell.text.length > importLimits.cellLength) throw unreadable("cell", number);
    },
    close: (name) => {
      if (name === "v" || name === "t") isValue = false;
      else if (name === "rPh") pronounced = false;
      else if (name === "c" && cell) {
        put(cells, cell, textOf(cell, book), number);
        cell = null;
      } else if (name === "row") rows.push({ number, cells });
    },
    found: () => {
      const found = rows;
      rows = [];
      return found;
    },
  };
}

function rowNumber(told: string | undefined, before: number): number {
  const number = told === undefined ? before + 1 : Number(told);
  if (!Number.isInteger(number) || number <= before) throw unreadable("broken", before + 1);
  if (number > mostRows) throw unreadable("rows", before + 1);
  return number;
}

/** "BC12" → 54. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0];
  if (!letters) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function put(cells: string[], cell: Cell, text: string, row: number): void {
  if (text === "") return;
  if (cell.column >= importLimits.columns) throw unreadable("columns", row);
  while (cells.length < cell.column) cells.push("");
  cells[cell.column] = text;
}

function textOf({ type, text, shape }: Cell, { strings, from1904 }: Book): string {
  switch (type) {
    case "s":
      return strings.at(Number(text));
    case "inlineStr":
    case "str":
      return unescaped(text);
    case "b":
      return text === "" ? "" : text === "1" ? "true" : "false";
    case "e":
      return "";
    case "d":
      return text.replace("T00:00:00", "").replace("T", " ");
    default: {
      const value = Number(text);
      return text === "" ? "" : Number.isNaN(value) ? text : shown(value, shape, from1904);
    }
  }
}
