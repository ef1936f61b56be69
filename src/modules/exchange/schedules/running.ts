import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { narrowed, notify } from "#platform";
import { type Actor, note, type Runtime } from "#records";
import { permits } from "#records/contract";
import { scheduleLimits } from "../contract/schedules.ts";
import { type Trouble, troubleOf } from "../places/trouble.ts";
import { queueRun } from "./clock.ts";
import { runScheduledExport } from "./exporting.ts";
import { runScheduledImport } from "./importing.ts";
import type { StoredRun } from "./stored-run.ts";
import { readSchedule, type StoredSchedule } from "./stored-schedule.ts";

/** Someone else runs it, or the schedule was removed. */
class Superseded extends Error {}

/** The process ends; the next one begins anew. */
class Stopped extends Error {}

/** What a run has at hand. */
export interface Running {
  readonly runtime: Runtime;
  readonly schedule: StoredSchedule;
  readonly run: StoredRun;
  /** In whose name; asked anew as the work goes on, for rights may be taken away. Throws `not_allowed`. */
  readonly actor: () => Promise<Actor>;
  /** Says that the work goes on; throws where it shall not. */
  readonly onStep: () => Promise<void>;
}

/**
 * Does what a run is for, which is `waiting`, or was when its process was killed. Doing it again does no harm: an export has the same name, an
 * import knows what it took. What fails is tried again after growing pauses; in the end its owner hears of it and the schedule is switched off.
 */
export async function runSchedule(runtime: Runtime, id: string, stopping?: AbortSignal): Promise<void> {
  const run = await begin(runtime, id);
  const schedule = run && (await readSchedule(runtime.database, run.schedule_id));
  if (!run || !schedule) return;
  const onStep = async (): Promise<void> => {
    await touch(runtime, run);
    if (stopping?.aborted) throw new Stopped();
  };
  // What waits for a slow server says nothing for long.
  const beat = setInterval(() => void touch(runtime, run).catch(() => {}), 30_000);
  try {
    const running: Running = { runtime, schedule, run, actor: actorOf(runtime, schedule), onStep };
    const isExport = schedule.definition.kind === "export";
    await (isExport ? runScheduledExport(running) : runScheduledImport(running));
    await finish(runtime, run);
  } catch (error) {
    await endWith(runtime, { run, schedule, error });
  } finally {
    clearInterval(beat);
  }
}

async function begin({ database }: Runtime, id: string): Promise<StoredRun | undefined> {
  const { rows } = await sql<StoredRun>`update schedule_runs set state = 'running', run_id = ${newId()}::uuid,
      attempts = attempts + 1, started_at = now(), touched_at = now()
    where id = ${id}::uuid and ((state = 'waiting' and next_try_at <= now())
      or (state = 'running' and touched_at < now() - interval '2 minutes')) returning *`.execute(database);
  return rows[0];
}

function actorOf(runtime: Runtime, { owner_id, rights }: StoredSchedule): Running["actor"] {
  let known: { readonly user: Actor; readonly actor: Actor } | undefined;
  return async () => {
    const user = await runtime.actorOf(owner_id);
    if (!user) throw new AppError("not_allowed");
    if (known?.user !== user) known = { user, actor: { ...user, rights: narrowed(rights, user.rights) } };
    // Who may no longer keep schedules has none that go on.
    if (!permits(known.actor.rights, "schedules:manage")) throw new AppError("not_allowed");
    return known.actor;
  };
}

async function touch({ database }: Runtime, { id, run_id }: StoredRun): Promise<void> {
  const { numAffectedRows } = await sql`update schedule_runs set touched_at = now()
    where id = ${id}::uuid and run_id = ${run_id}::uuid and state = 'running'`.execute(database);
  if (!numAffectedRows) throw new Superseded();
}

async function finish({ database }: Runtime, { id, run_id }: StoredRun): Promise<void> {
  await sql`update schedule_runs set state = 'done', problem = null, finished_at = now(), touched_at = now()
    where id = ${id}::uuid and run_id = ${run_id}::uuid and state = 'running'`.execute(database);
}

/** Pauses after each attempt, in minutes: what is soon mended is soon done, and nobody is called every minute through a night. */
const pauses = [1, 5, 30, 120] as const;

/** What another try changes nothing about. */
const lasting: ReadonlySet<string> = new Set([
  "not_allowed",
  "not_found",
  "field_invalid",
  "field_unknown",
  "filter_invalid",
  "too_large",
]);

async function endWith(
  runtime: Runtime,
  {
    run,
    schedule,
    error,
  }: { readonly run: StoredRun; readonly schedule: StoredSchedule; readonly error: unknown },
): Promise<void> {
  if (error instanceof Superseded) return;
  if (error instanceof Stopped) {
    await sql`update schedule_runs set state = 'waiting', attempts = attempts - 1, next_try_at = now()
      where id = ${run.id}::uuid and run_id = ${run.run_id}::uuid and state = 'running'`.execute(
      runtime.database,
    );
    return queueRun(runtime, run.id);
  }
  const told = error instanceof AppError ? error : new AppError("internal", { cause: error });
  const pause = lasting.has(told.code) ? undefined : pauses[run.attempts - 1];
  if (pause === undefined || run.attempts >= scheduleLimits.attempts)
    await fail(runtime, { run, schedule, problem: troubleOf(told) });
  else
    await sql`update schedule_runs set state = 'waiting', next_try_at = now() + ${pause} * interval '1 minute',
        problem = ${JSON.stringify(troubleOf(told))}::jsonb
      where id = ${run.id}::uuid and run_id = ${run.run_id}::uuid and state = 'running'`.execute(
      runtime.database,
    );
  // A fault of ours goes to the log of the server, too.
  if (told.code === "internal") throw error;
}

/** Gives a run up, and with it the schedule: its owner and whoever made it hear of it. */
async function fail(
  runtime: Runtime,
  {
    run,
    schedule,
    problem,
  }: { readonly run: StoredRun; readonly schedule: StoredSchedule; readonly problem: Trouble },
): Promise<void> {
  await runtime.runAsSystem(async (work) => {
    const { numAffectedRows } =
      await sql`update schedule_runs set state = 'failed', problem = ${JSON.stringify(problem)}::jsonb,
        finished_at = now()
      where id = ${run.id}::uuid and run_id = ${run.run_id}::uuid and state = 'running'`.execute(work.db);
    if (!numAffectedRows) return;
    const { id, name, owner_id } = schedule;
    await sql`update schedules set next_at = null, off_reason = 'failing' where id = ${id}::uuid`.execute(
      work.db,
    );
    await note(work, { kind: "schedule_changed", details: { schedule: id, name, on: false } });
    await notify(work, [owner_id], "schedule_failed", {
      id,
      params: { title: name },
      once: `schedule ${run.id}`,
    });
  });
}
