import { hostname } from "node:os";
import type { Pool } from "pg";
import { processBegan } from "../process-age.ts";
import type { JobQueue } from "./queue.ts";

const beatEvery = 5_000;
const deadAfter = "30 seconds";

export interface Heartbeat {
  /** `holder`: the name under which jobs are locked here. */
  add(holder: string): void;
  stop(): Promise<void>;
}

/**
 * Says every few seconds which holders of jobs are alive here, and gives back the jobs of those that are not: at once
 * where the process was on this machine, else when nothing was heard of it for half a minute. Left alone,
 * graphile-worker would wait four hours.
 */
export async function keepHeartbeat(pool: Pool, queue: JobQueue): Promise<Heartbeat> {
  const holders = new Set<string>();
  const began = (await processBegan(process.pid)) ?? "";
  const beat = async (): Promise<void> => {
    await pool.query(
      `insert into job_workers (worker_id, host, pid, began) select unnest($1::text[]), $2, $3, $4
       on conflict (worker_id) do update set seen_at = now()`,
      [[...holders], hostname(), process.pid, began],
    );
    await giveBackJobsOfTheDead(pool, queue);
  };
  await giveBackJobsOfTheDead(pool, queue);
  // A beat that fails for want of a database is made up for by the next.
  const timer = setInterval(() => void beat().catch(() => {}), beatEvery);
  return {
    add(holder) {
      holders.add(holder);
      void beat().catch(() => {});
    },
    async stop() {
      clearInterval(timer);
      // Without a database they are found dead soon enough.
      await pool.query("delete from job_workers where worker_id = any($1)", [[...holders]]).catch(() => {});
    },
  };
}

async function giveBackJobsOfTheDead(pool: Pool, queue: JobQueue): Promise<void> {
  const { rows } = await pool.query<{
    worker_id: string;
    host: string;
    pid: number;
    began: string;
    silent: boolean;
  }>(
    `select worker_id, host, pid, began, seen_at < now() - interval '${deadAfter}' as silent from job_workers`,
  );
  const dead: string[] = [];
  for (const row of rows) {
    const gone = row.silent || (row.host === hostname() && (await processBegan(row.pid)) !== row.began);
    if (gone) dead.push(row.worker_id);
  }
  dead.push(...(await unheardHolders(pool)));
  if (dead.length === 0) return;
  await queue.unlock(dead);
  await pool.query("delete from job_workers where worker_id = any($1)", [dead]);
}

// Killed before their first word.
async function unheardHolders(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ holder: string }>(
    `select distinct locked_by as holder from graphile_worker.jobs where locked_at < now() - interval '${deadAfter}'
       and not exists (select from job_workers where worker_id = locked_by)`,
  );
  return rows.map(({ holder }) => holder);
}
