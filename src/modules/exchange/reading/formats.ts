import { open } from "node:fs/promises";
import { AppError } from "#kernel/error";
import iconv from "iconv-lite";
import { openArchive } from "./archive/entries.ts";
import { detectEncoding } from "./encoding.ts";
import { firstBytes } from "./first-bytes.ts";
import { icalendarReader } from "./icalendar/reader.ts";
import { jsonReader } from "./json/reader.ts";
import { isMail } from "./mail/looking.ts";
import { mailReader } from "./mail/reader.ts";
import { openDocumentReader } from "./open-document/reader.ts";
import type { FormatReader, FoundFile } from "./table.ts";
import { unreadable } from "./unreadable.ts";
import { vcardReader } from "./vcard/reader.ts";
import { workbookPart, xlsxReader } from "./xlsx/reader.ts";

/** What a file is by its contents: its name is asked last. Delimited text is what is nothing else; an archive holds other files. */
export type Format = keyof typeof readers | "delimited" | "archive";

/** How each format becomes tables. */
export const readers = {
  xlsx: xlsxReader,
  open_document: openDocumentReader,
  json: jsonReader,
  vcard: vcardReader,
  icalendar: icalendarReader,
  mail: mailReader,
} as const satisfies Readonly<Record<string, FormatReader>>;

/**
 * Tells what a file is. Throws `import_file_empty`, `import_file_locked` where it is protected by a password, and
 * `import_file_unreadable` for what is known to hold no rows.
 */
export async function formatOf({ path, name }: FoundFile): Promise<Format> {
  const sample = await firstBytes(path);
  if (sample.length === 0) throw new AppError("import_file_empty");
  const start = sample.subarray(0, 4).toString("hex");
  if (start === "504b0304" || start === "504b0506") return formatOfZip(path);
  if (start === "d0cf11e0") return refuseOldFile(path);
  return isMail(sample, name) ? "mail" : formatOfText(sample);
}

async function formatOfZip(path: string): Promise<Format> {
  const archive = await openArchive(path);
  try {
    const { entries } = archive;
    if (entries.has(workbookPart)) return "xlsx";
    if (entries.has("content.xml") && entries.has("META-INF/manifest.xml")) return "open_document";
    if (entries.has("[Content_Types].xml")) throw unreadable("unknown");
    return "archive";
  } finally {
    archive.close();
  }
}

/** The files of before 2007 are read by nobody here; a workbook with a password looks like one and says what it is inside. */
async function refuseOldFile(path: string): Promise<never> {
  const isLocked = (await wholeStart(path)).includes(Buffer.from("EncryptedPackage", "utf16le"));
  throw isLocked ? new AppError("import_file_locked") : unreadable("old");
}

async function wholeStart(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const most = 1024 * 1024;
    const buffer = Buffer.alloc(Math.min(size, 2 * most));
    // The directory of the file stands at its beginning or at its end.
    await file.read(buffer, 0, Math.min(size, most), 0);
    if (size > most) await file.read(buffer, most, most, Math.max(most, size - most));
    return buffer;
  } finally {
    await file.close();
  }
}

function formatOfText(sample: Buffer): Format {
  const encoding = detectEncoding(sample);
  const text = encoding
    ? iconv
        .decode(sample, encoding)
        .replace(/^\uFEFF/, "")
        .trimStart()
    : "";
  if (/^BEGIN:VCARD\s/i.test(text)) return "vcard";
  if (/^BEGIN:VCALENDAR\s/i.test(text)) return "icalendar";
  if (/^(\{\s*["}]|\[\s*[[{\]"])/.test(text)) return "json";
  return "delimited";
}
