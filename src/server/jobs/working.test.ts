import { expect, test, vi } from "vitest";
import type { Module } from "#records";
import { testRuntime } from "../../../test/harness.ts";
import { jobsHealth } from "./health.ts";
import { openJobQueue } from "./queue.ts";
import { startWorking } from "./working.ts";

test("a job that was queued is done, with what it was told", async () => {
  const heard: unknown[] = [];
  const { addJob, stop, runtime } = await work({
    "some.job": async (_runtime, payload) => void heard.push(payload),
  });
  await addJob("some.job", { deal: 1 });
  await vi.waitFor(() => expect(heard).toEqual([{ deal: 1 }]), 30_000);
  expect(await jobsHealth(runtime)).toMatchObject({ ok: true, given_up: 0 });
  await stop();
  expect(await jobsHealth(runtime)).toMatchObject({ ok: false, workers: 0 });
});

test("a job queued twice under one key is done once", async () => {
  const heard: unknown[] = [];
  const { addJob, stop, start } = await work(
    { "some.job": async (_runtime, payload) => void heard.push(payload) },
    false,
  );
  await addJob("some.job", 1, { key: "once" });
  await addJob("some.job", 2, { key: "once" });
  await start();
  await vi.waitFor(() => expect(heard).toEqual([2]), 30_000);
  await stop();
});

test("the jobs of a worker that died are done by another at once", async () => {
  const heard: unknown[] = [];
  const { addJob, start, stop, runtime } = await work(
    { "some.job": async () => void heard.push("done") },
    false,
  );
  await addJob("some.job", {});
  await runtime.pool.query(
    "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker-dead', attempts = 1",
  );
  await runtime.pool.query(
    "insert into job_workers (worker_id, host, pid, began) values ('worker-dead', 'elsewhere', 1, '')",
  );
  await runtime.pool.query("update job_workers set seen_at = now() - interval '1 minute'");
  await start();
  await vi.waitFor(() => expect(heard).toEqual(["done"]), 30_000);
  await stop();
});

async function work(jobs: NonNullable<Module["jobs"]>, running = true) {
  const modules: readonly Module[] = [
    { name: "some", objects: [], handlers: [], jobs, crontab: ["0 3 * * * some.job"] },
  ];
  const runtime = await testRuntime({ modules });
  const queue = await openJobQueue(runtime.pool);
  let end = async () => {};
  const start = async () => {
    end = await startWorking({ runtime, modules, pool: runtime.pool, queue, concurrency: 1 });
  };
  if (running) await start();
  const stop = async () => {
    await end();
    await queue.close();
  };
  return { runtime, addJob: queue.addJob, start, stop };
}
