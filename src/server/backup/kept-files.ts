import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { isPathOfFile, keptFolders } from "./contents.ts";

export interface KeptFile {
  /** `files/ab/cd/abcd…` */
  readonly path: string;
  readonly place: string;
  readonly size: number;
}

/** What is only coming in, and an export that is being written. */
const unfinished = /^files\/incoming\/|^exports\/.*\./;

/** The files of an installation that are whole, in order. */
export async function keptFiles(dataFolder: string): Promise<readonly KeptFile[]> {
  const found: KeptFile[] = [];
  for (const folder of keptFolders) {
    const entries = await readdir(join(dataFolder, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const place = join(entry.parentPath, entry.name);
      const path = place.slice(dataFolder.length + 1).replaceAll("\\", "/");
      if (unfinished.test(path) || !isPathOfFile(path)) continue;
      const size = (await stat(place).catch(() => undefined))?.size;
      if (size !== undefined) found.push({ path, place, size });
    }
  }
  return found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Its bytes as many as it had when it was found; null where it was removed since. */
export async function readKept({ place, size }: KeptFile): Promise<AsyncIterable<Buffer> | null> {
  const file = await open(place, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (!file) return null;
  if (size === 0) {
    await file.close();
    return emptyContent();
  }
  return file.createReadStream({ end: size - 1 });
}

async function* emptyContent(): AsyncGenerator<Buffer> {}
