import { existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "#kernel/error";
import { noteHead } from "../audit/noted-head.ts";
import { keptFolders } from "./contents.ts";
import { isUnused } from "./loading.ts";
import { withOwnClient } from "./own-client.ts";

/** Where files wait until the database is whole; while it is there, a restore runs or was cut off. */
const waitingRoom = "restoring";

/** The files of a data folder that is being restored. They come to their places just before the database commits. */
export interface RestoredFolder {
  keepSecret(secret: Buffer): Promise<void>;
  keepFile(path: string, content: AsyncIterable<Buffer>): Promise<void>;
  settle(head: { number: number; hash: Buffer } | undefined): Promise<void>;
  /** After the commit. */
  finish(): Promise<void>;
  /** Leaves nothing of it. */
  discard(): Promise<void>;
}

/**
 * Begins to restore files into `dataFolder`, which must hold none; what an earlier restore left that was cut off goes.
 * The caller has seen that the database is empty. `told` is a secret that the settings give. Throws `restore_not_empty`,
 * and `restore_secret_differs` where the folder or the settings have another secret than the backup.
 */
export async function openRestoredFolder(
  dataFolder: string,
  told: Buffer | undefined,
): Promise<RestoredFolder> {
  const waiting = join(dataFolder, waitingRoom);
  const discard = () => discardIn(dataFolder);
  if (existsSync(waiting)) await discard();
  for (const folder of keptFolders) await assertNoFiles(join(dataFolder, folder));
  const own = await readFile(join(dataFolder, "secret"), "utf8").catch(() => undefined);
  await mkdir(waiting, { mode: 0o700 });
  let secretComes = false;
  return {
    async keepSecret(secret) {
      const digits = secret.toString("hex");
      const other = [told?.toString("hex"), own?.trim()].some((one) => one !== undefined && one !== digits);
      if (other) throw new AppError("restore_secret_differs", { params: { folder: dataFolder } });
      secretComes = told === undefined && own === undefined;
      if (secretComes) await writeFile(join(waiting, "secret"), `${digits}\n`, { mode: 0o600, flush: true });
    },
    async keepFile(path, content) {
      const place = join(waiting, path);
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await writeFile(place, content, { mode: 0o600, flag: "wx", flush: true });
    },
    async settle(head) {
      if (head) await noteHead(dataFolder, head);
      for (const name of [...keptFolders, ...(secretComes ? ["secret"] : [])]) {
        if (!existsSync(join(waiting, name))) continue;
        // An empty folder gives way.
        if (name !== "secret") await rm(join(dataFolder, name), { recursive: true, force: true });
        await rename(join(waiting, name), join(dataFolder, name));
      }
      await sync(dataFolder);
    },
    finish: () => rm(waiting, { recursive: true, force: true }),
    async discard() {
      await discard();
      if (own !== undefined) await writeFile(join(dataFolder, "secret"), own, { mode: 0o600 });
    },
  };
}

/**
 * Refuses a data folder whose restore was cut off, or runs: `restore_cut_off`. The commit of the database decides: after
 * it the files were at their places already.
 */
export async function assertRestored(dataFolder: string, url: string): Promise<void> {
  const waiting = join(dataFolder, waitingRoom);
  if (!existsSync(waiting)) return;
  if (await withOwnClient(url, isUnused))
    throw new AppError("restore_cut_off", { params: { folder: dataFolder } });
  await rm(waiting, { recursive: true, force: true });
}

async function discardIn(dataFolder: string): Promise<void> {
  for (const name of [...keptFolders, "secret", "audit-head"])
    await rm(join(dataFolder, name), { recursive: true, force: true });
  // Last: while it is there, what is beside it belongs to the restore.
  await rm(join(dataFolder, waitingRoom), { recursive: true, force: true });
}

async function assertNoFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  if (entries.some((entry) => !entry.isDirectory()))
    throw new AppError("restore_not_empty", { params: { place: folder } });
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
