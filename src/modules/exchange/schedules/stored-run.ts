import { sql } from "kysely";
import type { Actor, Database, Work } from "#records";
import { type ScheduleRun, scheduleLimits } from "../contract/schedules.ts";
import { type Trouble, troubleText } from "../places/trouble.ts";

/** A run of a schedule as the database keeps it. */
export interface StoredRun {
  readonly id: string;
  readonly schedule_id: string;
  readonly due_at: Date;
  readonly state: ScheduleRun["state"];
  readonly run_id: string | null;
  readonly attempts: number;
  readonly next_try_at: Date;
  readonly files: readonly RunFile[];
  readonly problem: Trouble | null;
  readonly finished_at: Date | null;
}

export type RunFile = Omit<ScheduleRun["files"][number], "problem"> & { readonly problem?: Trouble };

export async function readRun(db: Database | Work["db"], id: string): Promise<StoredRun | undefined> {
  const { rows } = await sql<StoredRun>`select * from schedule_runs where id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** Writes down what a run put somewhere or took; what an earlier try of it did stands there already. */
export async function noteFile(db: Database, { id }: StoredRun, file: RunFile): Promise<void> {
  const files = JSON.stringify([file]);
  await sql`update schedule_runs set files = files || ${files}::jsonb
    where id = ${id}::uuid and not files @> ${files}::jsonb`.execute(db);
}

/** The last runs of a schedule, newest first. */
export async function runsOf({ db, actor }: Work, scheduleId: string): Promise<ScheduleRun[]> {
  const { rows } = await sql<StoredRun>`select * from schedule_runs where schedule_id = ${scheduleId}::uuid
    order by due_at desc limit ${scheduleLimits.runsShown}`.execute(db);
  return rows.map((run) => runSummaryOf(actor, run));
}

export function runSummaryOf({ locale }: Pick<Actor, "locale">, run: StoredRun): ScheduleRun {
  const { id, due_at, state, attempts, next_try_at, files, problem, finished_at } = run;
  return {
    id,
    due_at: due_at.toISOString(),
    state,
    attempts,
    next_try_at: state === "waiting" ? next_try_at.toISOString() : null,
    files: files.map(({ problem: why, ...file }) => ({
      ...file,
      ...(why && { problem: troubleText(locale, why) }),
    })),
    problem: problem && troubleText(locale, problem),
    finished_at: finished_at?.toISOString() ?? null,
  };
}
