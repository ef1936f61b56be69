import { posix } from "node:path";
import { type Archive, openArchive } from "../archive/entries.ts";
import type { Desk, FormatReader, FoundFile, Table } from "../table.ts";
import { withoutTitles } from "../title-rows.ts";
import { unreadable } from "../unreadable.ts";
import { readXml, type XmlListener } from "../xml.ts";
import { styleListener } from "./number-formats.ts";
import { stringListener, SharedStrings } from "./shared-strings.ts";
import { type Book, sheetListener, type SheetRow } from "./sheet-rows.ts";

export const workbookPart = "xl/workbook.xml";

/** Workbooks (ECMA-376): each sheet that holds anything is a table. They are read as they are unpacked, never whole. */
export const xlsxReader: FormatReader = {
  gathers: false,
  async *read(files, desk) {
    for (const file of files) yield* sheetsOf(file, desk);
  },
};

async function* sheetsOf(file: FoundFile, desk: Desk): AsyncGenerator<Table> {
  const archive = await openArchive(file.path);
  const strings = new SharedStrings(desk.folder);
  try {
    const outline = await outlineOf(archive, desk);
    const styles = styleListener();
    await hear(archive, "xl/styles.xml", styles, desk);
    await hear(archive, outline.strings, stringListener(strings), desk);
    const book: Book = { strings, shapes: styles.shapes, from1904: outline.from1904 };
    for (const { name, part } of outline.sheets)
      yield {
        name,
        rows: withoutTitles(rowsByNumber(pieces(archive, part, sheetListener(book), desk)), desk.leaveOut),
      };
  } finally {
    strings.close();
    archive.close();
  }
}

/** Rows where they stand in the sheet: what is left out between them is blank. */
export async function* rowsByNumber(rows: AsyncIterable<SheetRow>): AsyncGenerator<readonly string[]> {
  let next = 1;
  for await (const { number, cells } of rows) {
    for (; next < number; next++) yield [];
    yield cells;
    next = number + 1;
  }
}

interface Outline {
  readonly from1904: boolean;
  readonly strings: string;
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
}

async function outlineOf(archive: Archive, desk: Desk): Promise<Outline> {
  const listed: { name: string; id: string }[] = [];
  let from1904 = false;
  const book: XmlListener<never> = {
    open: (name, attributes) => {
      if (name === "workbookPr") from1904 = /^(1|true)$/.test(attributes.date1904 ?? "");
      else if (name === "sheet")
        listed.push({ name: attributes.name ?? "", id: attributes["r:id"] ?? attributes.id ?? "" });
    },
    found: () => [],
  };
  await hear(archive, workbookPart, book, desk);
  const parts = new Map<string, { readonly part: string; readonly type: string }>();
  const relations: XmlListener<never> = {
    open: (name, attributes) => {
      if (name !== "Relationship") return;
      const part = posix.resolve("/xl", attributes.Target ?? "").slice(1);
      parts.set(attributes.Id ?? "", { part, type: attributes.Type ?? "" });
    },
    found: () => [],
  };
  await hear(archive, "xl/_rels/workbook.xml.rels", relations, desk);
  return {
    from1904,
    strings:
      [...parts.values()].find(({ type }) => type.endsWith("/sharedStrings"))?.part ?? "xl/sharedStrings.xml",
    sheets: listed.flatMap(({ name, id }) => {
      const found = parts.get(id);
      return found?.type.endsWith("/worksheet") ? [{ name, part: found.part }] : [];
    }),
  };
}

async function hear(archive: Archive, part: string, listener: XmlListener<never>, desk: Desk): Promise<void> {
  if (!archive.entries.has(part)) return;
  for await (const _ of pieces(archive, part, listener, desk));
}

async function* pieces<T>(
  archive: Archive,
  part: string,
  listener: XmlListener<T>,
  { allowance }: Desk,
): AsyncGenerator<T> {
  const entry = archive.entries.get(part);
  if (!entry) throw unreadable("broken");
  yield* readXml(await archive.read(entry, allowance), listener, allowance);
}
