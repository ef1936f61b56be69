import { type ChildProcess, spawn } from "node:child_process";
import { open, readFile, statfs } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { StartError } from "../start-error.ts";
import { type Access, urlFor } from "./access.ts";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";

export interface EmbeddedDatabase {
  /** For the application. */
  readonly url: string;
  /** For the superuser: tests make databases with it; the product uses it for nothing but the first start. */
  readonly adminUrl: string;
  readonly pid: number;
  /** Resolves when the server has ended, asked to or not. */
  readonly ended: Promise<void>;
  /** Ends all connections, writes everything down, stops. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Off in tests only: after a power cut the cluster would be lost. */
  readonly durable?: boolean;
  readonly connections?: number;
}

export interface Place {
  readonly folder: string;
  readonly cluster: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly options: EmbeddedOptions;
}

/** Runs the server. Backends of one that was killed notice it a moment later and hold its memory until then: it waits for them. */
export async function launch(place: Place, access: Access): Promise<EmbeddedDatabase> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await launchOnce(place, access);
    } catch (error) {
      const isHeld = error instanceof StartError && error.message.includes("still in use");
      if (!isHeld || attempts === 25) throw error;
      await pause(200);
    }
  }
}

async function launchOnce(
  { folder, cluster, binaries, account, options }: Place,
  access: Access,
): Promise<EmbeddedDatabase> {
  const logFile = join(folder, "postgres.log");
  const log = await open(logFile, "w", 0o600);
  const settings = await serverSettings(folder, access, options);
  const words = ["-D", cluster, ...settings.flatMap((setting) => ["-c", setting])];
  // A session of its own: Ctrl-C in the terminal reaches us alone, and we end our work before the database ends.
  const child = spawn(binaries.postgres, words, {
    ...account,
    cwd: cluster,
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  await log.close();
  const stopAtExit = () => child.kill("SIGINT");
  process.once("exit", stopAtExit);
  void ended.then(() => process.removeListener("exit", stopAtExit));
  await waitUntilReady(child, urlFor(access, "admin"), logFile);
  return {
    url: urlFor(access, "application"),
    adminUrl: urlFor(access, "admin"),
    pid: child.pid ?? 0,
    ended,
    async stop() {
      child.kill("SIGINT");
      await ended;
    },
  };
}

async function serverSettings(
  folder: string,
  access: Access,
  { durable = true, connections = 40 }: EmbeddedOptions,
): Promise<readonly string[]> {
  return [
    `port=${access.port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    `max_connections=${connections}`,
    `shared_buffers=${buffers()}MB`,
    "work_mem=8MB",
    // Joins by hashing may take four times that: reports join a row of each deal.
    "hash_mem_multiplier=4",
    "maintenance_work_mem=96MB",
    "effective_cache_size=1GB",
    "io_method=sync",
    "max_worker_processes=4",
    "max_parallel_workers=2",
    "autovacuum_max_workers=2",
    // Nobody replicates from this server; what is made and filled in one transaction need not be logged.
    "wal_level=minimal",
    "max_wal_senders=0",
    `max_wal_size=${await logBetweenCheckpoints(folder)}MB`,
    "random_page_cost=1.1",
    "jit=off",
    "timezone=UTC",
    "log_timezone=UTC",
    // The log must not hold what the records hold.
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    "log_checkpoints=off",
    ...(durable ? [] : ["fsync=off", "full_page_writes=off"]),
  ];
}

/**
 * Megabytes that the server may hold pages in: little on a small machine, where the cache of the operating system stands behind it;
 * it takes them only as an organisation's data grows.
 */
function buffers(): number {
  const machine = Math.min(process.constrainedMemory() || Infinity, totalmem());
  return Math.min(256, Math.max(64, Math.floor(machine / 32 / 2 ** 20)));
}

/**
 * Megabytes of the log after which a checkpoint comes, whatever the clock says: a twentieth of what is free on the disk. After each one every page that changes is
 * written into the log whole, which was nine tenths of it while a million people came in by a checkpoint every other second.
 */
async function logBetweenCheckpoints(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.min(4096, Math.max(512, Math.floor((bavail * bsize) / 20 / 2 ** 20)));
}

async function waitUntilReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      throw new StartError(
        `PostgreSQL did not start: ${failureIn(await readFile(logFile, "utf8"))} (${logFile})`,
      );
    }
    if (await accepts(url)) return;
    await pause(25);
  }
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    // Not listening yet, or (57P03) still recovering what a power cut left.
    if (code === "ECONNREFUSED" || code === "ECONNRESET" || code === "57P03" || code === undefined)
      return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

function failureIn(log: string): string {
  return /FATAL:\s+(.+)/.exec(log)?.[1] ?? log.trim().split("\n").at(-1) ?? "";
}
