import { once } from "node:events";
import type { Load, Tally } from "./client.ts";
import type { Options } from "./options.ts";
import type { Pair, Runner } from "./pair.ts";
import { databaseProcessorSeconds, megabytes, processorSeconds } from "./processes.ts";
import type { Figures, Result } from "./report.ts";
import type { Task } from "./tasks.ts";

/** Lets both servers do the task in turn, one round after the other, and answers the medians. */
export async function race(task: Task, pair: Pair, options: Options): Promise<Result> {
  const runners = await pair.runnersFor(task);
  const laps = new Map<Runner, Lap[]>(runners.map((runner) => [runner, []]));
  for (const runner of runners) await run(pair, runner, { ...options, first: 0, seconds: 1 });
  for (let round = 0; round < options.rounds; round++) {
    for (const runner of runners) {
      const lap = () => run(pair, runner, { ...options, first: round * 7919 });
      laps.get(runner)?.push(await withProcessors(lap, runner, options.data));
    }
  }
  const [rapport, bare] = runners.map((runner) => ({
    ...medians(laps.get(runner) ?? []),
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

type Lap = Tally & Pick<Figures, "serverTime" | "databaseTime">;

// Says more than time where other programs are at work beside.
async function withProcessors(lap: () => Promise<Tally>, { pid }: Runner, data: string): Promise<Lap> {
  const before = { server: processorSeconds(pid), database: databaseProcessorSeconds(data) };
  const tally = await lap();
  const perTurn = (seconds: number) => (seconds * 1000) / tally.turns;
  return {
    ...tally,
    serverTime: perTurn(processorSeconds(pid) - before.server),
    databaseTime: perTurn(databaseProcessorSeconds(data) - before.database),
  };
}

function medians(laps: readonly Lap[]): Omit<Figures, "memory"> {
  return {
    rps: median(laps.map(({ turns, seconds }) => turns / seconds)),
    p50: median(laps.map(({ p50 }) => p50)),
    p99: median(laps.map(({ p99 }) => p99)),
    serverTime: median(laps.map(({ serverTime }) => serverTime)),
    databaseTime: median(laps.map(({ databaseTime }) => databaseTime)),
  };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}
