import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, readlink, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { StartError } from "../start-error.ts";
import { type Access, adminRole, applicationRole, bulkRole, makeAccess, urlFor } from "./access.ts";
import type { Place } from "./server.ts";

/** Made beside its place and moved there when whole, so that a first start that is cut off can begin again. */
export async function makeCluster({ folder, cluster, binaries, account, options }: Place): Promise<void> {
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
export async function clearLeftovers(cluster: string): Promise<void> {
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

/** The application's role and database; nothing to do but on the first start, or on one that follows a cut. */
export async function makeDatabase(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor(access, "admin") });
  await client.connect();
  try {
    const found = await client.query(
      `select exists (select from pg_roles where rolname = $1) as role, exists (select from pg_roles where rolname = $2) as bulk,
        exists (select from pg_database where datname = 'rapport') as database`,
      [applicationRole, bulkRole],
    );
    const password = client.escapeLiteral(access.password);
    if (!found.rows[0].role)
      await client.query(
        `create role ${applicationRole} login nosuperuser nocreatedb nocreaterole password ${password}`,
      );
    if (!found.rows[0].bulk) {
      await client.query(
        `create role ${bulkRole} login nosuperuser in role ${applicationRole} password ${password}`,
      );
      await client.query(`grant set on parameter session_replication_role to ${bulkRole}`);
    }
    if (!found.rows[0].database) await client.query(`create database rapport owner ${applicationRole}`);
  } finally {
    await client.end();
  }
}

function lastLine(text: string | undefined): string {
  return text?.trim().split("\n").at(-1) ?? "";
}
