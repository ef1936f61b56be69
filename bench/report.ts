import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import type { Options } from "./options.ts";
import type { Task } from "./tasks.ts";

export interface Figures {
  /** Turns a second. */
  readonly rps: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of processors for a turn: the server's process, and PostgreSQL with all that it does beside. */
  readonly serverTime: number;
  readonly databaseTime: number;
  /** Of the server's process after the task, in MB. */
  readonly memory: number;
}

export interface Result {
  readonly task: Task;
  readonly rapport: Figures;
  readonly bare: Figures;
  readonly ratio: number;
}

export function printHead(options: Options): void {
  const { machine, commit } = surroundings();
  line(
    `Rapport ${commit}, ${machine}, scale ${options.scale}, ${options.concurrency} at once, medians of ${options.rounds} rounds`,
  );
  line("");
  line(
    "| | task | requests/s | p50 ms | p99 ms | CPU ms | MB | bare requests/s | p50 ms | p99 ms | CPU ms | MB | ratio |",
  );
  line("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
}

export function printResult({ task, rapport, bare, ratio }: Result): void {
  line(`| ${task.name} | ${task.title} | ${columns(rapport)} | ${columns(bare)} | **${ratio.toFixed(2)}** |`);
}

export async function writeJson(file: string, results: readonly Result[], options: Options): Promise<void> {
  const { scale, seed, concurrency, rounds, seconds } = options;
  const content = {
    date: new Date().toISOString(),
    ...surroundings(),
    scale,
    seed,
    concurrency,
    rounds,
    seconds,
    tasks: results.map(({ task, rapport, bare, ratio }) => ({ task: task.name, ratio, ...rapport, bare })),
  };
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
}

function columns({ rps, p50, p99, serverTime, databaseTime, memory }: Figures): string {
  return `${Math.round(rps)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${serverTime.toFixed(2)} + ${databaseTime.toFixed(2)} | ${memory}`;
}

export function surroundings(): { machine: string; commit: string } {
  const all = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return {
    machine: `${all.length} × ${all[0]?.model.trim() ?? "processor"}, ${memory} GB, Node ${process.versions.node}`,
    commit: commitOf(),
  };
}

function commitOf(): string {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty"], {
      cwd: import.meta.dirname,
      encoding: "utf8",
    }).trim();
  } catch {
    return "of no repository";
  }
}

export function line(text: string): void {
  process.stdout.write(`${text}\n`);
}
