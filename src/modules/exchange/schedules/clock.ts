import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { newId } from "#kernel/id";
import { organisationOf } from "#platform";
import type { Runtime, RuntimeSettings, Work } from "#records";
import type { ScheduleRun } from "../contract/schedules.ts";
import { nextDue } from "./due-times.ts";
import { readRun, runSummaryOf } from "./stored-run.ts";
import { findSchedule, type StoredSchedule } from "./stored-schedule.ts";

/** How long one that is alive may say nothing; it says something every half minute. */
const patience = "2 minutes";
const keptDays = 90;

/** By the clock: writes down the runs that are due, once each, and queues those that nobody runs. */
export async function keepSchedules(runtime: Runtime): Promise<void> {
  const { database } = runtime;
  const { rows: due } = await sql<StoredSchedule>`select * from schedules where next_at <= now()
    order by next_at limit 200`.execute(database);
  for (const schedule of due) await writeDown(runtime, schedule);
  const { rows: open } = await sql<{ id: string }>`select id from schedule_runs
    where (state = 'waiting' and next_try_at <= now())
      or (state = 'running' and touched_at < now() - ${patience}::interval)`.execute(database);
  for (const { id } of open) await queueRun(runtime, id);
  await sql`delete from schedule_runs
    where finished_at < now() - ${keptDays} * interval '1 day'`.execute(database);
  await removeOrphans(runtime);
}

/** What a killed run left whose schedule was removed before it could go on. */
async function removeOrphans({ database, settings }: Runtime): Promise<void> {
  const folder = scheduledFolder(settings);
  const names = await readdir(folder).catch(() => []);
  const ids = names.map((name) => name.slice(0, 36)).filter((id) => /^[0-9a-f-]{36}$/.test(id));
  if (ids.length === 0) return;
  const { rows } = await sql<{ id: string }>`select id from schedule_runs
    where id = any(${ids}::uuid[]) and finished_at is null`.execute(database);
  const open = new Set(rows.map(({ id }) => id));
  for (const name of names) if (!open.has(name.slice(0, 36))) await rm(join(folder, name), { force: true });
}

/** Where a list is written before it goes to its place. */
export function scheduledFolder({ dataFolder }: Pick<RuntimeSettings, "dataFolder">): string {
  return join(dataFolder, "scheduled");
}

export function queueRun(runtime: Runtime, id: string): Promise<void> {
  return runtime.addJob("exchange.run_schedule", { run: id }, { key: `exchange.run_schedule ${id}` });
}

/**
 * The run of a time that has come, and the next time, by one statement: whoever comes second finds both done. Times that passed while
 * nobody worked are one run: what they would have told is told by the last.
 */
async function writeDown(runtime: Runtime, { id, next_at, rhythm }: StoredSchedule): Promise<void> {
  const { timeZone } = await organisationOf(runtime.database);
  const now = new Date();
  const coming = nextDue(rhythm, now, timeZone);
  await sql`with turned as (
      update schedules set next_at = ${coming} where id = ${id}::uuid
        and date_trunc('milliseconds', next_at) = ${next_at} returning id
    )
    insert into schedule_runs (id, schedule_id, due_at)
    select ${newId()}::uuid, id, ${lastDue(rhythm, next_at ?? now, { now, timeZone })} from turned
    on conflict do nothing`.execute(runtime.database);
}

function lastDue(
  rhythm: StoredSchedule["rhythm"],
  from: Date,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): Date {
  for (let last = from; ; ) {
    const next = nextDue(rhythm, last, timeZone);
    if (next > now) return last;
    last = next;
  }
}

/** A run besides the times of a schedule. Throws `not_found`. */
export async function runNow(work: Work, id: string): Promise<ScheduleRun> {
  await findSchedule(work, id);
  const run = newId();
  await sql`insert into schedule_runs (id, schedule_id, due_at) values (${run}::uuid, ${id}::uuid, ${work.now})`.execute(
    work.db,
  );
  const stored = await readRun(work.db, run);
  if (!stored) throw new Error("The run is not there");
  return runSummaryOf(work.actor, stored);
}
