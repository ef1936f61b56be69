import { type ChildProcess, execFileSync, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export const root = resolve(import.meta.dirname, "..");
export const command = join(root, "bin/rapport.js");

/** Starts `rapport serve` as a newcomer does and waits until `isThere`. */
export async function startRapport(
  environment: NodeJS.ProcessEnv,
  isThere: () => Promise<boolean>,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [command, "serve"], { cwd: root, env: environment, stdio: "ignore" });
  while (!(await isThere())) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    await pause(50);
  }
  return child;
}

export async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

/** Starts a file of this folder as a process to speak with by messages; resolves with its first one. */
export async function startBeside<T>(
  file: string,
  words: readonly string[] = [],
): Promise<[ChildProcess, T]> {
  // What is sent to it may hold bytes.
  const child = fork(join(import.meta.dirname, file), words, { serialization: "advanced" });
  const [first] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => {
      throw new Error(`${file} ended before it began`);
    }),
  ])) as [T];
  return [child, first];
}

/** Memory that the process has to itself plus its share of what it shares (PSS), in MB. */
export function megabytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Math.round(Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024);
}

/** The same of the PostgreSQL server in the data folder, with all its processes. */
export function databaseMegabytes(data: string): number {
  return sumOf(databaseProcesses(data).map(megabytes));
}

/** Time of processors that a process has used, in seconds. */
export function processorSeconds(pid: number): number {
  // After the name, which may hold anything, come state and ten numbers, then user and system time in hundredths.
  const [, numbers = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  const [user, system] = numbers.split(" ").slice(11);
  return (Number(user) + Number(system)) / 100;
}

/** The same of the PostgreSQL server in the data folder, as far as its processes are still there. */
export function databaseProcessorSeconds(data: string): number {
  const living = databaseProcesses(data).filter((pid) => existsSync(`/proc/${pid}/stat`));
  return sumOf(living.map(processorSeconds));
}

function databaseProcesses(data: string): readonly number[] {
  const main = Number(readFileSync(join(data, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  const children = execFileSync("ps", ["--ppid", String(main), "-o", "pid="], { encoding: "utf8" });
  return [main, ...children.split(/\s+/).filter(Boolean).map(Number)];
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
