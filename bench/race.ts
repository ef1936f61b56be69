import { once } from "node:events";
import type { Load, Tally } from "./client.ts";
import type { Options } from "./options.ts";
import type { Pair, Runner } from "./pair.ts";
import { megabytes } from "./processes.ts";
import type { Result } from "./report.ts";
import type { Task } from "./tasks.ts";

/** Lets both servers do the task in turn, one round after the other, and answers the medians. */
export async function race(task: Task, pair: Pair, options: Options): Promise<Result> {
  const runners = await pair.runnersFor(task);
  const tallies = new Map<Runner, Tally[]>(runners.map((runner) => [runner, []]));
  for (const runner of runners) await run(pair, runner, { ...options, first: 0, seconds: 1 });
  for (let round = 0; round < options.rounds; round++) {
    for (const runner of runners) {
      tallies.get(runner)?.push(await run(pair, runner, { ...options, first: round * 7919 }));
    }
  }
  const [rapport, bare] = runners.map((runner) => ({
    ...medians(tallies.get(runner) ?? []),
    memory: megabytes(runner.pid),
  }));
  if (!rapport || !bare) throw new Error(`nobody ran ${task.name}`);
  return { task, rapport, bare, ratio: rapport.rps / bare.rps };
}

async function run(
  { client }: Pair,
  { port, headers, turns }: Runner,
  { first, concurrency, seconds }: Pick<Load, "first" | "concurrency" | "seconds">,
): Promise<Tally> {
  const load: Load = { port, headers, turns, first, concurrency, seconds };
  client.send(load);
  const [tally] = (await once(client, "message")) as [Tally];
  if (tally.failure) throw new Error(`port ${port} answered ${tally.failure.slice(0, 2000)}`);
  return tally;
}

function medians(tallies: readonly Tally[]): { rps: number; p50: number; p99: number } {
  return {
    rps: median(tallies.map(({ rate }) => rate)),
    p50: median(tallies.map(({ p50 }) => p50)),
    p99: median(tallies.map(({ p99 }) => p99)),
  };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}
