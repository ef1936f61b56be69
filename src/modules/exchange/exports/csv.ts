import { csvLine } from "#kernel/csv";
import { readsAs, type RecordData } from "#records/contract";
import { asText } from "../imports/directory.ts";
import { titlesIn } from "../imports/titles.ts";
import { type Column, fieldsOf, headingOf, valueIn } from "./columns.ts";
import type { ListToExport } from "./list-to-export.ts";

/** As a spreadsheet and our import read it; a text that would be taken for a formula is defused. */
export async function* writeCsv(list: ListToExport): AsyncGenerator<string> {
  const { columns, request, runtime, reader } = list;
  const titles = titlesIn(runtime.catalogue, reader.locale);
  const line = (cells: readonly string[]): string => csvLine(cells, request.delimiter);
  const cells = (record: RecordData): string[] => columns.map((column) => cellOf(column, record));
  const pages = await list.pages(fieldsOf(columns));
  // Excel takes a file without the mark for one in the encoding of its country.
  yield (request.bom === false ? "" : "\uFEFF") + line(columns.map((column) => headingOf(column, titles)));
  for await (const records of pages) yield records.map((record) => line(cells(record))).join("");
}

function cellOf(column: Column, record: RecordData): string {
  const value = valueIn(column, record);
  if (value === null || value === undefined) return "";
  if (readsAs(column.field) === "boolean") return value ? "true" : "false";
  return asText(value);
}
