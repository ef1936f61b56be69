import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { AppError } from "#kernel/error";
import { fileAt, isPathOfPart, type Manifest, names, type Part, readManifest } from "./contents.ts";

/** An archive whose list of contents was read and held against its manifest. Nothing else of it was looked at yet. */
export interface OpenArchive {
  readonly manifest: Manifest;
  /** What stands at a path of the manifest; throws `archive_damaged` at its end where it is not what the manifest tells. */
  part(path: string): AsyncGenerator<Buffer>;
  /** The files, one after the other, with their ids. Each is read before the next one comes. */
  files(): AsyncGenerator<{ readonly id: string; readonly content: AsyncGenerator<Buffer> }>;
  close(): void;
}

/** Parts that an archive may have; an organisation has at most a hundred objects of its own. */
const mostParts = 5000;
const largestManifest = 16 * 1024 * 1024;
/** Rows have ids that do not compress; what unfolds further was made to fill a disk. */
const mostUnfolded = 300;
const worthAsking = 64 * 1024 * 1024;

/**
 * Opens an archive. Throws `archive_unreadable` for what is no zip or none of ours, `archive_newer`, and `archive_damaged` for names
 * that lead elsewhere, what is there twice, too much or not at all, and what would unfold beyond all measure.
 */
export async function openArchive(path: string): Promise<OpenArchive> {
  const zip = await opened(path);
  try {
    const { parts, fileCount } = await listOf(zip);
    const found = parts.get(names.manifest);
    if (!found) throw new AppError("archive_unreadable");
    const manifest = readManifest(await manifestIn(zip, found));
    assertAsTold(manifest, parts, fileCount);
    return {
      manifest,
      part: (name) => checked(zip, parts.get(name), manifest.parts[name]),
      files: () => filesIn(path),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, strictFileNames: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== undefined) throw cause;
    throw new AppError("archive_unreadable", { cause });
  }
}

async function listOf(
  zip: ZipFile,
): Promise<{ readonly parts: ReadonlyMap<string, Entry>; readonly fileCount: number }> {
  const parts = new Map<string, Entry>();
  let fileCount = 0;
  for await (const entry of entriesIn(zip)) {
    const name = entry.fileName;
    if (fileAt(name)) fileCount += 1;
    else if (parts.has(name) || parts.size === mostParts || !(name === names.manifest || isPathOfPart(name)))
      throw new AppError("archive_damaged");
    else parts.set(name, entry);
  }
  return { parts, fileCount };
}

async function* entriesIn(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    for await (const entry of zip.eachEntry()) {
      const unfolds = entry.uncompressedSize > Math.max(worthAsking, entry.compressedSize * mostUnfolded);
      if (unfolds || entry.isEncrypted()) throw new AppError("archive_damaged");
      yield entry;
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError("archive_damaged", { cause });
  }
}

async function manifestIn(zip: ZipFile, entry: Entry): Promise<Buffer> {
  if (entry.uncompressedSize > largestManifest) throw new AppError("archive_damaged");
  const chunks: Buffer[] = [];
  for await (const chunk of contentOf(zip, entry)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  // Nothing else tells whether the manifest itself was changed.
  if (crc32(bytes) !== entry.crc32) throw new AppError("archive_damaged");
  return bytes;
}

function assertAsTold(manifest: Manifest, parts: ReadonlyMap<string, Entry>, fileCount: number): void {
  const told = Object.entries(manifest.parts);
  const isWhole = told.every(([name, { bytes }]) => parts.get(name)?.uncompressedSize === bytes);
  if (!isWhole || told.length !== parts.size - 1 || fileCount !== manifest.files.count)
    throw new AppError("archive_damaged");
}

async function* checked(
  zip: ZipFile,
  entry: Entry | undefined,
  told: Part | undefined,
): AsyncGenerator<Buffer> {
  if (!entry || !told) throw new AppError("archive_damaged");
  const hash = createHash("sha256");
  for await (const chunk of contentOf(zip, entry)) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest("hex") !== told.sha256) throw new AppError("archive_damaged");
}

async function* filesIn(path: string): ReturnType<OpenArchive["files"]> {
  const zip = await opened(path);
  try {
    for await (const entry of entriesIn(zip)) {
      const id = fileAt(entry.fileName);
      if (id) yield { id, content: contentOf(zip, entry) };
    }
  } finally {
    zip.close();
  }
}

async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
  } catch (cause) {
    throw new AppError("archive_damaged", { cause });
  }
}
