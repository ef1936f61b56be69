import { EventEmitter } from "node:events";
import { parseCronItems, run, type TaskList, type WorkerEvents } from "graphile-worker";
import type { Pool } from "pg";
import type { Module, Runtime } from "#records";
import { keepHeartbeat } from "./heartbeat.ts";
import { keepWatching } from "./watching.ts";
import { jobLogger } from "./logger.ts";
import type { JobQueue } from "./queue.ts";

export interface WorkingOptions {
  readonly runtime: Runtime;
  readonly modules: readonly Module[];
  readonly pool: Pool;
  readonly queue: JobQueue;
  readonly concurrency?: number;
}

/** Works off the jobs of all modules, and those that are due by the clock. Returns how to stop, when the running ones are done. */
export async function startWorking({
  runtime,
  modules,
  pool,
  queue,
  concurrency = 3,
}: WorkingOptions): Promise<() => Promise<void>> {
  const events: WorkerEvents = new EventEmitter();
  const stopping = new AbortController();
  const heartbeat = await keepHeartbeat(pool, queue);
  // Jobs are locked in the name of the pool, not of the worker in it that does them.
  events.on("pool:create", ({ workerPool }) => heartbeat.add(workerPool.id));
  const runner = await run({
    pgPool: pool,
    logger: jobLogger,
    events,
    concurrency,
    noHandleSignals: true,
    taskList: tasksOf(modules, runtime, stopping.signal),
    parsedCronItems: parseCronItems(modules.flatMap((module) => module.crontab ?? []).map(cronItem)),
  });
  const watching = modules
    .flatMap((module) => Object.entries(module.watches ?? {}))
    .map(([name, watch]) => keepWatching(name, watch, { runtime, stopping: stopping.signal }));
  return async () => {
    stopping.abort();
    await Promise.all(watching);
    await runner.stop();
    await heartbeat.stop();
  };
}

function tasksOf(modules: readonly Module[], runtime: Runtime, stopping: AbortSignal): TaskList {
  const jobs = modules.flatMap((module) => Object.entries(module.jobs ?? {}));
  return Object.fromEntries(
    jobs.map(([name, work]) => [name, (payload: unknown) => work(runtime, payload, stopping)]),
  );
}

// graphile-worker's own reader of crontabs knows no dot in a name.
function cronItem(line: string): { match: string; task: string } {
  const words = line.trim().split(/\s+/);
  return { match: words.slice(0, 5).join(" "), task: words[5] ?? "" };
}
