import { link, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { processBegan } from "./process-age.ts";

/** Who holds the data folder: `serve` keeps it while it runs, a `command` gives it back when it is done. */
export interface Holder {
  readonly kind: "serve" | "command";
  readonly pid: number;
  /** When the process began, so that another one that got the same number is not taken for it. */
  readonly began: string;
}

export interface FolderLock {
  release(): Promise<void>;
}

/** Takes the folder for this process, or tells who has it. What a killed process left is taken over. */
export async function lockFolder(folder: string, kind: Holder["kind"]): Promise<FolderLock | Holder> {
  const path = join(folder, "lock");
  const mine: Holder = { kind, pid: process.pid, began: (await processBegan(process.pid)) ?? "" };
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      // A hard link appears with its content and fails where there is one already.
      if (await linked(draft, path)) return { release: () => rm(path, { force: true }) };
      const holder = await readHolder(path);
      if (holder && (await isAlive(holder))) return holder;
      await clear(path, holder, draft);
      await pause(Math.random() * 50);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Longer than it ever takes to clear a lock: who is at it since then was killed at it. */
const longestClearing = 10_000;

/**
 * Takes a dead lock away. Of those that find it one at a time may do so: the second would else clear the lock that the first
 * has put there since.
 */
async function clear(path: string, dead: Holder | undefined, draft: string): Promise<void> {
  const clearing = `${path}.clearing`;
  if (await linked(draft, clearing)) {
    try {
      if (sameHolder(dead, await readHolder(path))) await rm(path, { force: true });
    } finally {
      await rm(clearing, { force: true });
    }
  } else {
    // A link counts as a change of its file.
    const since = (await stat(clearing).catch(() => undefined))?.ctimeMs ?? Date.now();
    if (Date.now() - since > longestClearing) await rm(clearing, { force: true });
  }
}

/** Who holds the folder now; undefined when nobody who is alive does. */
export async function holderOf(folder: string): Promise<Holder | undefined> {
  const holder = await readHolder(join(folder, "lock"));
  return holder && (await isAlive(holder)) ? holder : undefined;
}

async function isAlive(holder: Holder): Promise<boolean> {
  return (await processBegan(holder.pid)) === holder.began;
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function sameHolder(left: Holder | undefined, right: Holder | undefined): boolean {
  return left?.pid === right?.pid && left?.began === right?.began;
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
