import { constants, createReadStream, createWriteStream } from "node:fs";
import { access, link, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError } from "#kernel/error";
import { StartError } from "../start-error.ts";
import { cleanedUp } from "./interruption.ts";

const nameByDate = /^rapport-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.tar\.zst(\.sealed)?$/;
/** One that writes writes all the time: an unfinished file that lay for so long was left by a kill. */
const longestPause = 3_600_000;

/** Where a backup goes: a file told, or one named by the time in a folder told. */
export async function placeFor(
  told: string,
  isSealed: boolean,
): Promise<{ readonly path: string; readonly folder: string | null }> {
  const isFolder = (await stat(told).catch(() => undefined))?.isDirectory() ?? false;
  // Before anything is read: whoever runs it by the clock hears of it in the same second.
  if (told !== "-") await assertWritable(isFolder ? told : dirname(told));
  if (!isFolder) return { path: told, folder: null };
  const at = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  return { path: join(told, `rapport-${at}Z.tar.zst${isSealed ? ".sealed" : ""}`), folder: told };
}

/**
 * Writes an archive beside its place and puts it there when it is whole and on the disk, for its owner's eyes alone.
 * Throws `backup_exists`, unless `force` says to replace what is there, and `storage_full`.
 */
export async function writeArchive(
  path: string,
  archive: AsyncIterable<Buffer>,
  { force }: { readonly force: boolean },
): Promise<void> {
  if (!force) await assertFree(path);
  await removeUnfinished(path);
  const part = `${path}.${process.pid}.part`;
  const write = async (): Promise<void> => {
    await pipeline(archive, createWriteStream(part, { flags: "wx", mode: 0o600, flush: true }));
    if (force) await rename(part, path);
    else await link(part, path);
    await syncFolder(dirname(path));
  };
  try {
    await cleanedUp(write, () => rm(part, { force: true }));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (isFull(error)) throw new AppError("storage_full", { cause: error });
    if (code === "EEXIST") throw new AppError("backup_exists", { params: { file: path }, cause: error });
    throw error;
  }
}

/** Writes an archive for another program to read. */
export async function writeToOutput(archive: AsyncIterable<Buffer>): Promise<void> {
  // Not process.stdout: there a reader that goes away is taken for one that has seen enough.
  try {
    await pipeline(archive, createWriteStream("", { fd: 1, autoClose: false }));
  } catch (error) {
    throw isFull(error) ? new AppError("storage_full", { cause: error }) : error;
  }
}

// A quota is a full disk to whom it is set.
const isFull = (error: unknown): boolean =>
  ["ENOSPC", "EDQUOT"].includes((error as NodeJS.ErrnoException).code ?? "");

async function assertWritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new StartError(
      code === "ENOENT"
        ? `There is no folder ${folder}.`
        : `Nothing can be written into ${folder}: ${message}.`,
      { cause },
    );
  }
}

/** Removes all but the newest so many of the backups that were named by the time. Answers their names. */
export async function keepNewest(folder: string, count: number): Promise<readonly string[]> {
  const old = (await readdir(folder))
    .filter((name) => nameByDate.test(name))
    .sort()
    .reverse()
    .slice(count);
  for (const name of old) await rm(join(folder, name));
  return old;
}

export async function* readArchive(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new StartError(`There is no file ${path}.`, { cause });
    if (code === "EISDIR" || code === "EACCES")
      throw new StartError(`${path} cannot be read: ${message}.`, { cause });
    throw cause;
  }
}

/** What stands in a file of a passphrase: its first line. */
export async function readPassphrase(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const handle = await open(path, "r").catch((cause: Error) => {
    throw new StartError(`The passphrase cannot be read from ${path}: ${cause.message}.`, { cause });
  });
  try {
    const { mode } = await handle.stat();
    if (mode & 0o044) process.stderr.write(`Others may read ${path}: chmod 600 ${path}\n`);
    const passphrase = (await handle.readFile("utf8")).split(/\r?\n/)[0] ?? "";
    if (passphrase.length < shortest)
      throw new StartError(`The passphrase in ${path} is too short: at least ${shortest} characters.`);
    return passphrase;
  } finally {
    await handle.close();
  }
}

const shortest = 12;

async function assertFree(path: string): Promise<void> {
  if (await stat(path).catch(() => undefined))
    throw new AppError("backup_exists", { params: { file: path } });
}

async function removeUnfinished(path: string): Promise<void> {
  const folder = dirname(path);
  for (const name of await readdir(folder).catch(() => [])) {
    const isOurs =
      /\.\d+\.part$/.test(name) && (name.startsWith(basename(path)) || name.startsWith("rapport-"));
    if (!isOurs) continue;
    const { mtimeMs } = await stat(join(folder, name));
    if (Date.now() - mtimeMs > longestPause) await rm(join(folder, name), { force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
