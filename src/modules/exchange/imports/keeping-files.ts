import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "#kernel/error";
import type { RuntimeSettings } from "#records";
import { importLimits } from "../contract/limits.ts";
import { isFull } from "../disk-room.ts";

const readingPrefix = "reading-";

/** A folder beside the imports in which one upload is taken apart; it goes when `use` has ended. */
export async function withReadingFolder<T>(
  { dataFolder }: Pick<RuntimeSettings, "dataFolder">,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const imports = join(dataFolder, "imports");
  let folder: string | undefined;
  try {
    await mkdir(imports, { recursive: true });
    folder = await mkdtemp(join(imports, readingPrefix));
    return await use(folder);
  } catch (error) {
    throw isFull(error) ? new AppError("storage_full", { cause: error }) : error;
  } finally {
    if (folder) await rm(folder, { recursive: true, force: true });
  }
}

/** Removes what uploads left that were cut off by a kill more than a day ago. */
export async function sweepReadingFolders({
  dataFolder,
}: Pick<RuntimeSettings, "dataFolder">): Promise<void> {
  const imports = join(dataFolder, "imports");
  const names = await readdir(imports).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(readingPrefix))) {
    const folder = join(imports, name);
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
    if (mtimeMs < Date.now() - 86_400_000) await rm(folder, { recursive: true, force: true });
  }
}

/** Writes what comes in to `path`, within the limit of a file. Throws `too_large`. */
export async function keepFile(bytes: Readable, path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  let size = 0;
  const measured = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > importLimits.fileBytes) throw new AppError("too_large");
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(bytes, measured, createWriteStream(path, { mode: 0o600 }));
  return { size, sha256: hash.digest("hex") };
}

/** The name is shown and suggests what the file is about; it is never a path. */
export function cleanName(name: string): string {
  const plain = basename(name.replaceAll("\\", "/"))
    .replace(/[\u0000-\u001f\u007f]/g, "")
    .trim();
  return (plain || "file.csv").slice(0, 255).toWellFormed();
}
