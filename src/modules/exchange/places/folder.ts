import { constants, createWriteStream } from "node:fs";
import { lstat, mkdir, open, opendir, realpath, rename, rm } from "node:fs/promises";
import { isAbsolute, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import type { RuntimeSettings } from "#records";
import { placeLimits } from "../contract/places.ts";
import { isFull } from "../disk-room.ts";
import { assertFileName, done, isFileName, type OpenPlace, placeError, type PlacedFile } from "./place.ts";

/**
 * A folder of the server, below the one that the settings allow, also by what its links lead to. Throws `place_folder_refused` where
 * none is allowed or it lies elsewhere, `place_missing`.
 */
export async function openFolder(
  { placesFolder }: Pick<RuntimeSettings, "placesFolder">,
  folder: string,
): Promise<OpenPlace> {
  const path = await folderAt(placesFolder, folder);
  const at = (name: string): string => {
    assertFileName(name);
    return join(path, name);
  };
  return {
    list: () => told(listOf(path)),
    async read(name) {
      const file = await told(open(at(name), constants.O_RDONLY | constants.O_NOFOLLOW));
      return file.createReadStream() as AsyncIterable<Buffer>;
    },
    async put(name, content) {
      const [to, unfinished] = [at(name), join(path, `.rapport-${newId()}.part`)];
      const write = async (): Promise<void> => {
        await pipeline(content.open(), createWriteStream(unfinished, { flags: "wx", flush: true }));
        await rename(unfinished, to);
      };
      await told(write()).finally(() => rm(unfinished, { force: true }));
    },
    remove: async (name) => told(rm(at(name))),
    async putAway(name) {
      const from = at(name);
      const away = join(path, done);
      await told(mkdir(away, { recursive: true }));
      // A link would lead elsewhere.
      if (!(await told(lstat(away))).isDirectory()) throw placeError("place_denied");
      await told(rename(from, join(away, name)));
    },
    close: async () => {},
  };
}

async function folderAt(allowed: string | undefined, folder: string): Promise<string> {
  if (!allowed || isAbsolute(folder) || folder.split(/[/\\]/).includes(".."))
    throw placeError("place_folder_refused");
  const root = await told(realpath(allowed));
  const path = await told(realpath(join(root, folder)));
  if (path !== root && !path.startsWith(root.endsWith(sep) ? root : root + sep))
    throw placeError("place_folder_refused");
  if (!(await told(lstat(path))).isDirectory()) throw placeError("place_missing");
  return path;
}

async function listOf(path: string): Promise<readonly PlacedFile[]> {
  const found: PlacedFile[] = [];
  let looked = 0;
  for await (const entry of await opendir(path)) {
    if (++looked > placeLimits.entries) break;
    if (!entry.isFile() || !isFileName(entry.name)) continue;
    const stats = await lstat(join(path, entry.name)).catch(() => undefined);
    if (stats?.isFile()) found.push({ name: entry.name, size: stats.size, mark: String(stats.mtimeMs) });
    if (found.length === placeLimits.files) break;
  }
  return found;
}

async function told<T>(doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (isFull(error)) throw new AppError("storage_full", { cause: error });
    if (["ENOENT", "ENOTDIR"].includes(code)) throw placeError("place_missing", error);
    if (["EACCES", "EPERM", "EROFS", "ELOOP"].includes(code)) throw placeError("place_denied", error);
    throw error instanceof AppError ? error : placeError("place_unreachable", error);
  }
}
