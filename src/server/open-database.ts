import { setTimeout as pause } from "node:timers/promises";
import { prepareDataFolder } from "./data-folder.ts";
import type { EmbeddedDatabase } from "./embedded-database/server.ts";
import { runningDatabaseUrl, startEmbeddedDatabase } from "./embedded-database.ts";
import { type Holder, holderOf, lockFolder } from "./folder-lock.ts";
import { assertServer } from "./own-server.ts";
import type { Settings } from "./settings.ts";
import { StartError } from "./start-error.ts";
import { isStorageFull } from "./storage.ts";

/** A database that is up, and how to leave it: one that we started stops, one that was there stays. */
export interface OpenDatabase {
  readonly url: string;
  /** Enters the same database as the one to whom it belongs; only where we run the server ourselves. */
  readonly ownerUrl?: string | undefined;
  /** Enters it as the one who may write in bulk; only where we run the server ourselves. */
  readonly bulkUrl?: string | undefined;
  close(): Promise<void>;
}

/**
 * The database of this installation. `serve` starts the embedded one and keeps it running, and refuses when another
 * does so already; a `command` uses the one that runs, and starts one for its own time where none does.
 */
export async function openDatabase(settings: Settings, kind: Holder["kind"]): Promise<OpenDatabase> {
  await prepareDataFolder(settings.dataFolder);
  if (settings.databaseUrl) {
    await assertServer(settings.databaseUrl);
    return { url: settings.databaseUrl, close: async () => {} };
  }
  const holder = await lockWhenFree(settings.dataFolder, kind);
  const others = async () => ({
    ownerUrl: await runningDatabaseUrl(settings.dataFolder, "owner"),
    bulkUrl: await runningDatabaseUrl(settings.dataFolder, "bulk"),
  });
  if (!("release" in holder)) {
    const url = await joinRunning(settings.dataFolder, holder);
    return { url, ...(await others()), close: async () => {} };
  }
  try {
    const running = await keepRunning(settings.dataFolder);
    const close = async () => {
      await running.stop();
      await holder.release();
    };
    return { url: running.url, ...(await others()), close };
  } catch (error) {
    await holder.release();
    throw error;
  }
}

/** The lock, or for a command the `serve` that holds it. Waits for a command that holds it to be done. */
async function lockWhenFree(folder: string, kind: Holder["kind"]) {
  for (let told = false; ; told = true) {
    const result = await lockFolder(folder, kind);
    if ("release" in result) return result;
    if (result.kind === "serve" && kind === "command") return result;
    if (result.kind === "serve") throw new StartError(alreadyRunning(folder, result));
    if (!told)
      process.stderr.write(
        `Waiting for another Rapport command (process ${result.pid}) to be done with ${folder}.\n`,
      );
    await pause(200);
  }
}

function alreadyRunning(folder: string, { pid }: Holder): string {
  return `Rapport runs already on ${folder} (process ${pid}). Stop that one first, or give this one a data folder of its own: RAPPORT_DATA=other npm start.`;
}

/** The one who holds the lock may be starting still; the connection itself waits for the rest. */
async function joinRunning(folder: string, holder: Holder): Promise<string> {
  for (let waited = 0; waited < 30_000; waited += 100) {
    const url = await runningDatabaseUrl(folder);
    if (url) return url;
    if (!(await holderOf(folder))) break;
    await pause(100);
  }
  throw new StartError(`Rapport (process ${holder.pid}) holds ${folder}, but its database does not come up.`);
}

/** Starts the server again when it ends unasked (killed for memory, say), unless it cannot stay up. */
async function keepRunning(folder: string): Promise<Pick<EmbeddedDatabase, "url" | "stop">> {
  let server = await startEmbeddedDatabase(folder);
  let starting: Promise<unknown> = Promise.resolve();
  let stopping = false;
  let ends: number[] = [];
  const watch = async (): Promise<void> => {
    await server.ended;
    if (stopping) return;
    ends = [...ends.filter((at) => at > Date.now() - 60_000), Date.now()];
    if (ends.length > 5 && !(await isStorageFull(folder))) {
      process.stderr.write(
        `PostgreSQL ended ${ends.length} times within a minute; see ${folder}/postgres.log.\n`,
      );
      process.exit(1);
    }
    process.stderr.write("PostgreSQL ended unasked and is started again.\n");
    const next = startWhenRoom(folder, () => stopping);
    starting = next.catch(() => {});
    server = await next;
    return await watch();
  };
  void watch().catch((error: Error) => {
    process.stderr.write(`PostgreSQL could not be started again: ${error.message}\n`);
    process.exit(1);
  });
  const stop = async () => {
    stopping = true;
    await starting;
    await server.stop();
  };
  return { url: server.url, stop };
}

/** On a full disk the server cannot start: it is tried again until there is room. */
async function startWhenRoom(folder: string, isStopping: () => boolean): Promise<EmbeddedDatabase> {
  for (let told = false; ; told = true) {
    try {
      return await startEmbeddedDatabase(folder);
    } catch (error) {
      if (isStopping() || !(await isStorageFull(folder))) throw error;
    }
    if (!told) process.stderr.write(`The disk of ${folder} is full. PostgreSQL starts when there is room.\n`);
    await pause(1000);
  }
}
