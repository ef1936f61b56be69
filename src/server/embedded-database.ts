import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, mkdir, open, readFile, readlink, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import {
  type Access,
  accessWithFreePort,
  adminRole,
  applicationRole,
  hasAccess,
  makeAccess,
  readAccess,
  urlFor,
} from "./embedded-database-access.ts";
import { type Account, accountFor, assertReachable } from "./embedded-database-account.ts";
import { type Binaries, findBinaries } from "./embedded-database-binaries.ts";
import { StartError } from "./start-error.ts";

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

interface Place {
  readonly folder: string;
  readonly cluster: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly options: EmbeddedOptions;
}

/** Starts PostgreSQL on the cluster in `folder`, made when there is none. The caller holds the lock of the folder. */
export async function startEmbeddedDatabase(
  folder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  const cluster = join(folder, "postgres");
  const binaries = await findBinaries();
  const account = await accountFor(cluster);
  const place: Place = { folder, cluster, binaries, account, options };
  if (account) await assertReachable(cluster, account);
  if (account) await assertReachable(binaries.postgres, account);
  if (!existsSync(cluster)) await makeCluster(place);
  if (!hasAccess(folder))
    throw new StartError(
      `${cluster} is there, but database.json beside it, which holds its passwords, is not.`,
    );
  await clearLeftovers(cluster);
  const access = await accessWithFreePort(folder);
  const server = await launch(place, access);
  await makeDatabase(access);
  return server;
}

/** The address of the cluster in `folder` that another process runs; undefined before it was ever made. */
export async function runningDatabaseUrl(folder: string): Promise<string | undefined> {
  return hasAccess(folder) ? urlFor(await readAccess(folder), "application") : undefined;
}

// Made beside its place and moved there when whole, so that a first start that is cut off can begin again.
async function makeCluster({ folder, cluster, binaries, account, options }: Place): Promise<void> {
  const access = await makeAccess(folder);
  const draft = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, access.adminPassword, { mode: 0o600 });
  if (account) for (const path of [draft, passwordFile]) await chown(path, account.uid, account.gid);
  const words = [
    `--pgdata=${draft}`,
    `--username=${adminRole}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    // The root order of Unicode: letters before case and accents, Cyrillic after Latin, ё beside е.
    "--locale-provider=icu",
    "--icu-locale=und",
    ...(options.durable === false ? ["--no-sync"] : []),
  ];
  try {
    await promisify(execFile)(binaries.initdb, words, {
      ...account,
      cwd: draft,
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    });
  } catch (cause) {
    throw new StartError(
      `PostgreSQL could not make its cluster in ${cluster}: ${lastLine((cause as { stderr?: string }).stderr)}`,
      { cause },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, cluster);
}

/** A server that outlived the process that ran it is stopped; a lock whose number another process has now is cleared. */
async function clearLeftovers(cluster: string): Promise<void> {
  const path = join(cluster, "postmaster.pid");
  const content = await readFile(path, "utf8").catch(() => undefined);
  if (content === undefined) return;
  const pid = Number(content.split("\n")[0]);
  if (!(await isServerOf(cluster, pid))) {
    await rm(path, { force: true });
    return;
  }
  process.kill(pid, "SIGINT");
  for (let waited = 0; waited < 15_000; waited += 50) {
    if (!existsSync(path)) return;
    await pause(50);
  }
  throw new StartError(
    `The PostgreSQL server ${pid}, left by an earlier start in ${cluster}, does not stop.`,
  );
}

async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  if (process.platform === "linux") return (await readlink(`/proc/${pid}/cwd`).catch(() => "")) === cluster;
  const result = await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]).catch(
    () => undefined,
  );
  return result?.stdout.includes(cluster) ?? false;
}

async function launch(
  { folder, cluster, binaries, account, options }: Place,
  access: Access,
): Promise<EmbeddedDatabase> {
  const logFile = join(folder, "postgres.log");
  const log = await open(logFile, "w", 0o600);
  const words = ["-D", cluster, ...serverSettings(access, options).flatMap((setting) => ["-c", setting])];
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

function serverSettings(
  access: Access,
  { durable = true, connections = 40 }: EmbeddedOptions,
): readonly string[] {
  return [
    `port=${access.port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    `max_connections=${connections}`,
    // Small at rest: one organisation's database, and the cache of the operating system behind it.
    "shared_buffers=64MB",
    "work_mem=8MB",
    "maintenance_work_mem=96MB",
    "effective_cache_size=1GB",
    "io_method=sync",
    "max_worker_processes=4",
    "max_parallel_workers=2",
    "autovacuum_max_workers=2",
    // Nobody replicates from this server; what is made and filled in one transaction need not be logged.
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=512MB",
    "random_page_cost=1.1",
    "jit=off",
    "timezone=UTC",
    "log_timezone=UTC",
    // The log must not hold what the records hold.
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    "log_checkpoints=off",
    ...(durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
  ];
}

async function waitUntilReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      throw new StartError(
        `PostgreSQL did not start: ${lastLine(await readFile(logFile, "utf8"))} (${logFile})`,
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

/** The application's role and database; nothing to do but on the first start, or on one that follows a cut. */
async function makeDatabase(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor(access, "admin") });
  await client.connect();
  try {
    const found = await client.query(
      "select exists (select from pg_roles where rolname = $1) as role, exists (select from pg_database where datname = 'rapport') as database",
      [applicationRole],
    );
    const password = client.escapeLiteral(access.password);
    if (!found.rows[0].role)
      await client.query(
        `create role ${applicationRole} login nosuperuser nocreatedb nocreaterole password ${password}`,
      );
    if (!found.rows[0].database) await client.query(`create database rapport owner ${applicationRole}`);
  } finally {
    await client.end();
  }
}

function lastLine(text: string | undefined): string {
  return text?.trim().split("\n").at(-1) ?? "";
}
