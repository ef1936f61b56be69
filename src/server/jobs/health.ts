import { sql } from "kysely";
import type { Runtime } from "#records";

const longestWait = 60;

/** Whether somebody works off jobs, how long the oldest that is due has waited, and how many were given up. */
export async function jobsHealth({ database }: Runtime) {
  const { rows } = await sql<{ workers: number; waiting: number; given_up: number }>`
    select
      (select count(*)::int from job_workers where seen_at > now() - interval '30 seconds') as workers,
      (select coalesce(max(extract(epoch from now() - greatest(run_at, created_at))), 0)::int from graphile_worker.jobs
        where run_at <= now() and locked_at is null and attempts < max_attempts) as waiting,
      (select count(*)::int from graphile_worker.jobs where attempts >= max_attempts) as given_up`.execute(
    database,
  );
  const { workers = 0, waiting = 0, given_up = 0 } = rows[0] ?? {};
  return { ok: workers > 0 && waiting <= longestWait, workers, waiting_seconds: waiting, given_up };
}
