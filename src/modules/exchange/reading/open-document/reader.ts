import { AppError } from "#kernel/error";
import { type Archive, openArchive } from "../archive/entries.ts";
import type { Desk, FormatReader, FoundFile, Table } from "../table.ts";
import { withoutTitles } from "../title-rows.ts";
import { unreadable } from "../unreadable.ts";
import { readXml, type XmlListener } from "../xml.ts";
import { openDocumentListener, type SheetPart } from "./sheet-listener.ts";

const contentPart = "content.xml";
const manifestPart = "META-INF/manifest.xml";
const mostRows = 1_048_576;

/** Sheets of OpenDocument: LibreOffice and its kin. Each that holds anything is a table. */
export const openDocumentReader: FormatReader = {
  gathers: false,
  async *read(files, desk) {
    for (const file of files) yield* sheetsOf(file, desk);
  },
};

async function* sheetsOf(file: FoundFile, desk: Desk): AsyncGenerator<Table> {
  const archive = await openArchive(file.path);
  try {
    const entry = archive.entries.get(contentPart);
    if (!entry) throw unreadable("broken");
    await assertOpen(archive, desk);
    const parts = readXml(await archive.read(entry, desk.allowance), openDocumentListener(), desk.allowance);
    let part = await parts.next();
    while (!part.done) {
      if (!("sheet" in part.value)) throw unreadable("broken");
      let after: IteratorResult<SheetPart> | undefined;
      const rows = rowsUntilNext(parts, (next) => {
        after = next;
      });
      yield { name: part.value.sheet, rows: withoutTitles(rows, desk.leaveOut) };
      // A sheet that nobody read to its end is passed over.
      for await (const _ of rows);
      part = after ?? { done: true, value: undefined };
    }
  } finally {
    archive.close();
  }
}

/** With a password each part is locked by itself, which the list of the parts says. */
async function assertOpen(archive: Archive, { allowance }: Desk): Promise<void> {
  const manifest = archive.entries.get(manifestPart);
  if (!manifest) return;
  const listener: XmlListener<never> = {
    open: (name) => {
      if (name === "encryption-data") throw new AppError("import_file_locked");
    },
    found: () => [],
  };
  for await (const _ of readXml(await archive.read(manifest, allowance), listener, allowance));
}

async function* rowsUntilNext(
  parts: AsyncGenerator<SheetPart>,
  ended: (next: IteratorResult<SheetPart>) => void,
): AsyncGenerator<readonly string[]> {
  let blank = 0;
  let number = 0;
  for (;;) {
    const next = await parts.next();
    if (next.done || "sheet" in next.value) return ended(next);
    const { cells, times } = next.value;
    number += times;
    if (cells.length === 0) {
      blank += times;
      continue;
    }
    // Only blank rows may be repeated to the end of the sheet.
    if (number > mostRows) throw unreadable("rows", number - times + 1);
    for (; blank > 0; blank--) yield [];
    for (let one = 0; one < times; one++) yield cells;
  }
}
