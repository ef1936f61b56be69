import type { Readable } from "node:stream";
import { AppError } from "#kernel/error";
import iconv from "iconv-lite";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { importLimits } from "../../contract/limits.ts";
import type { Allowance } from "../allowance.ts";
import { unreadable } from "../unreadable.ts";

/** What a zip holds, by name. It is read where it lies; nothing is unpacked before it is asked for. */
export interface Archive {
  readonly entries: ReadonlyMap<string, Entry>;
  /** What is in an entry. Throws `import_file_locked`, `import_unpacks_too_large`. */
  readonly read: (entry: Entry, allowance: Allowance) => Promise<AsyncIterable<Buffer>>;
  readonly close: () => void;
}

/** Letters are pressed together tenfold, a table perhaps forty times; what swells more than this is no file of anybody's. */
const mostSwelling = 200;
const smallEnough = 32 * 1024 * 1024;

/** Opens a zip by its directory alone. Throws `import_file_unreadable`, `too_large` where it holds too many files. */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await openPromise(path, {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: true,
  }).catch((error) => {
    throw unreadable("broken", 0, error);
  });
  try {
    return {
      entries: await entriesOf(zip),
      read: async (entry, allowance) => readEntry(zip, entry, allowance),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > importLimits.filesInArchive) throw new AppError("too_large");
  const entries = new Map<string, Entry>();
  await zipFaults(async () => {
    for await (const entry of zip.eachEntry()) entries.set(nameOf(entry).replaceAll("\\", "/"), entry);
  });
  return entries;
}

async function readEntry(zip: ZipFile, entry: Entry, allowance: Allowance): Promise<AsyncIterable<Buffer>> {
  if (entry.isEncrypted()) throw new AppError("import_file_locked");
  allowance.assertHas(entry.uncompressedSize);
  if (entry.uncompressedSize > smallEnough && entry.uncompressedSize > entry.compressedSize * mostSwelling) {
    throw new AppError("import_unpacks_too_large");
  }
  if (!entry.canDecodeFileData()) throw unreadable("broken");
  const bytes = await zipFaults(() => zip.openReadStreamPromise(entry));
  return soundPieces(bytes);
}

async function* soundPieces(bytes: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const piece of bytes) yield piece as Buffer;
  } catch (error) {
    // Not as many bytes as it said, or no sound ones; what whoever reads them throws is theirs and does not come by here.
    throw unreadable("broken", 0, error);
  } finally {
    bytes.destroy();
  }
}

async function zipFaults<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw unreadable("broken", 0, error);
  }
}

/** In UTF-8 where the entry says so or it is; else as the systems of old wrote it, which for us is the Cyrillic one. */
function nameOf({ fileNameRaw, generalPurposeBitFlag }: Entry): string {
  if (generalPurposeBitFlag & 0x800) return fileNameRaw.toString("utf8");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(fileNameRaw);
  } catch {
    return iconv.decode(fileNameRaw, "cp866");
  }
}
