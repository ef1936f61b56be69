import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import type { EmbeddedDatabase } from "./embedded-database/server.ts";
import { startEmbeddedDatabase } from "./embedded-database.ts";
import { holderOf, lockFolder } from "./folder-lock.ts";

const folders: string[] = [];

test("what was written is there after the server was killed", async () => {
  const folder = await newFolder();
  const first = await start(folder);
  await query(first.url, "create table kept as select 1 as one");
  process.kill(first.pid, "SIGKILL");
  await first.ended;
  const second = await start(folder);
  expect(await query(second.url, "select one from kept")).toEqual([{ one: 1 }]);
  await second.stop();
});

test("a server that outlived the process that ran it gives way to the next start", async () => {
  const folder = await newFolder();
  const lost = await startAndKillOwner(folder);
  expect(isRunning(lost)).toBe(true);
  const server = await start(folder);
  expect(isRunning(lost)).toBe(false);
  expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await server.stop();
});

test("a lock left behind, whose number another process has now, does not stop a start", async () => {
  const folder = await newFolder();
  await (await start(folder)).stop();
  await writeFile(
    join(folder, "postgres", "postmaster.pid"),
    `${process.ppid}\n/elsewhere\n0\n1\n\n127.0.0.1\n\n`,
  );
  await (await start(folder)).stop();
});

test("a first start that was cut off while it made the cluster begins again", async () => {
  const folder = await newFolder();
  await mkdir(join(folder, "postgres.new"));
  await writeFile(join(folder, "postgres.new", "PG_VERSION"), "18\n");
  await (await start(folder)).stop();
});

test("the passwords of the cluster are for its owner alone", async () => {
  const folder = await newFolder();
  const server = await start(folder);
  expect((await stat(join(folder, "database.json"))).mode & 0o777).toBe(0o600);
  const wrong = server.url.replace(/rapport:[^@]+@/, "rapport:guess@");
  await expect(query(wrong, "select 1")).rejects.toThrow("password authentication failed");
  await server.stop();
});

test.runIf(process.getuid?.() === 0)(
  "a folder that PostgreSQL's account may not enter is named",
  async () => {
    const closed = await newFolder();
    await chmod(closed, 0o700);
    const folder = join(closed, "data");
    await mkdir(folder);
    await expect(start(folder)).rejects.toThrow(`may not enter ${closed}`);
  },
);

test("a second start on the same folder learns who holds it, and a dead holder holds nothing", async () => {
  const folder = await newFolder();
  const lock = await lockFolder(folder, "serve");
  expect(await lockFolder(folder, "serve")).toMatchObject({ kind: "serve", pid: process.pid });
  if ("release" in lock) await lock.release();
  expect(await holderOf(folder)).toBeUndefined();
  await writeFile(
    join(folder, "lock"),
    JSON.stringify({ kind: "serve", pid: process.pid, began: "long ago" }),
  );
  expect(await lockFolder(folder, "command")).toHaveProperty("release");
});

test("of many that start at once on a dead lock, one gets it", async () => {
  const folder = await newFolder();
  await writeFile(
    join(folder, "lock"),
    JSON.stringify({ kind: "serve", pid: process.pid, began: "long ago" }),
  );
  const program = `
    const { lockFolder } = await import(${JSON.stringify(join(import.meta.dirname, "folder-lock.ts"))});
    console.log("release" in (await lockFolder(process.argv[1], "serve")) ? "mine" : "theirs");
    // Whoever has it keeps it until the slowest has tried.
    process.stdin.resume();`;
  const starts = Array.from({ length: 5 }, () => run(program, folder));
  const words = await Promise.all(starts.map(async ({ stdout }) => String((await once(stdout, "data"))[0])));
  for (const { stdin } of starts) stdin.end();
  await Promise.all(starts.map((start) => once(start, "close")));
  expect(words.filter((word) => word.trim() === "mine")).toHaveLength(1);
});

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

function start(folder: string): Promise<EmbeddedDatabase> {
  return startEmbeddedDatabase(folder, { durable: false });
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rapport-cluster-"));
  folders.push(folder);
  return folder;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Starts the cluster in another process, kills that, and returns the number of the server it leaves. */
async function startAndKillOwner(folder: string): Promise<number> {
  const program = `
    const { startEmbeddedDatabase } = await import(${JSON.stringify(join(import.meta.dirname, "embedded-database.ts"))});
    console.log((await startEmbeddedDatabase(process.argv[1], { durable: false })).pid);
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["--input-type=module", "-e", program, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output] = (await once(owner.stdout, "data")) as [Buffer];
  owner.kill("SIGKILL");
  await once(owner, "exit");
  return Number(output.toString());
}

function run(program: string, ...words: readonly string[]) {
  return spawn(process.execPath, ["--input-type=module", "-e", program, ...words], {
    stdio: ["pipe", "pipe", "inherit"],
  });
}

// A zombie, which nobody has waited for, runs no more.
function isRunning(pid: number): boolean {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) && !/\) Z /.test(readFileSync(path, "utf8"));
}
