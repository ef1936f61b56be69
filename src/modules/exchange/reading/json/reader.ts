import { AppError } from "#kernel/error";
import { importLimits } from "../../contract/limits.ts";
import { detectEncoding } from "../encoding.ts";
import { firstBytes } from "../first-bytes.ts";
import { RecordsAsRows } from "../records-as-rows.ts";
import type { Desk, FormatReader, FoundFile, Table } from "../table.ts";
import { textPieces } from "../text-pieces.ts";
import { unreadable } from "../unreadable.ts";
import { type Element, elementsOf } from "./elements.ts";
import { flattened } from "./flattening.ts";
import { isByLine, recordsByLine } from "./lines.ts";

/** JSON: a list of records, an object with lists of records in it, or a record a line. */
export const jsonReader: FormatReader = {
  gathers: false,
  async *read(files, desk) {
    for (const file of files) yield* listsOf(file, desk);
  },
};

async function* listsOf(file: FoundFile, desk: Desk): AsyncGenerator<Table> {
  const sample = await firstBytes(file.path);
  const encoding = detectEncoding(sample) ?? "utf-8";
  const text = textPieces(file.path, encoding, desk.allowance);
  const elements = isByLine(sample, encoding) ? recordsByLine(text) : elementsOf(text);
  const lists = new Map<string, RecordsAsRows>();
  try {
    const beside = await sortOut(elements, lists, desk);
    if (lists.size === 0) await keep(lists, "", Object.fromEntries(beside), desk);
    else
      for (const name of beside.keys()) desk.leaveOut({ name: `${file.name} › ${name}`, reason: "unknown" });
    for (const [name, list] of lists) yield { name, rows: list.rows() };
  } finally {
    for (const list of lists.values()) await list.close();
  }
}

const mostWords = 1000;

/** Keeps each record with its list; answers what stands beside the lists. */
async function sortOut(
  elements: AsyncIterable<Element>,
  lists: Map<string, RecordsAsRows>,
  desk: Desk,
): Promise<Map<string, unknown>> {
  const beside = new Map<string, unknown>();
  let length = 0;
  for await (const element of elements) {
    if ("list" in element && (element.list === "" || isRecord(element.value)))
      await keep(lists, element.list, element.value, desk);
    else if (lay(beside, element)) length += element.length;
    // Together they are one record.
    if (beside.size > importLimits.columns) throw unreadable("columns");
    if (length > importLimits.rowLength) throw unreadable("cell");
  }
  return beside;
}

/** Lays a value beside the lists, as which a list of words counts; whether there was room for it. */
function lay(beside: Map<string, unknown>, element: Element): boolean {
  if ("beside" in element) {
    beside.set(element.beside, element.value);
    return true;
  }
  const words = beside.get(element.list);
  if (!Array.isArray(words)) beside.set(element.list, [element.value]);
  else if (words.length < mostWords) words.push(element.value);
  else return false;
  return true;
}

async function keep(
  lists: Map<string, RecordsAsRows>,
  name: string,
  value: unknown,
  desk: Desk,
): Promise<void> {
  let list = lists.get(name);
  if (!list) {
    if (lists.size >= importLimits.filesInSession) throw new AppError("too_large");
    list = await RecordsAsRows.open(desk.folder);
    lists.set(name, list);
  }
  await list.add(flattened(value, list.count + 1));
}

const isRecord = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
