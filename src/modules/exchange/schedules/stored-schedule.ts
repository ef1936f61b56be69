import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Actor, Database, Work } from "#records";
import { permits, type Rights } from "#records/contract";
import { type Rhythm, type Schedule, type Scheduled, scheduleLimits } from "../contract/schedules.ts";
import { runSummaryOf, type StoredRun } from "./stored-run.ts";

/** A schedule as the database keeps it. */
export interface StoredSchedule {
  readonly id: string;
  readonly name: string;
  readonly place_id: string | null;
  readonly definition: Scheduled;
  readonly rhythm: Rhythm;
  readonly owner_id: string;
  /** What its owner might do when they said it. */
  readonly rights: Rights;
  readonly next_at: Date | null;
  readonly off_reason: "by_hand" | "failing" | null;
  readonly version: number;
}

export async function readSchedule(
  db: Database | Work["db"],
  id: string,
): Promise<StoredSchedule | undefined> {
  const { rows } = await sql<StoredSchedule>`select * from schedules where id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** One's own schedule; whoever may do everything sees everybody's. Throws `not_found`. */
export async function findSchedule(work: Pick<Work, "db" | "actor">, id: string): Promise<StoredSchedule> {
  const found = await readSchedule(work.db, id);
  if (!found || !belongsTo(found, work.actor)) throw new AppError("not_found");
  return found;
}

function belongsTo({ owner_id }: StoredSchedule, actor: Actor): boolean {
  return owner_id === actor.userId || permits(actor.rights, "*");
}

export async function schedulesInSight(work: Work): Promise<Schedule[]> {
  const { rows } = await sql<StoredSchedule>`select * from schedules
    where owner_id = ${work.actor.userId}::uuid or ${permits(work.actor.rights, "*")}
    order by lower(name), id limit ${scheduleLimits.schedules}`.execute(work.db);
  return Promise.all(rows.map((stored) => summaryOf(work, stored)));
}

export async function summaryOf({ db, actor }: Work, stored: StoredSchedule): Promise<Schedule> {
  const { id, name, rhythm, definition: what, owner_id, next_at, off_reason, version } = stored;
  const { rows: owners } = await sql<{ id: string; title: string }>`
    select id, name as title from users where id = ${owner_id}::uuid`.execute(db);
  const { rows: runs } = await sql<StoredRun>`select * from schedule_runs
    where schedule_id = ${id}::uuid order by due_at desc limit 1`.execute(db);
  return {
    id,
    name,
    rhythm,
    what,
    owner: owners[0] ?? { id: owner_id, title: "" },
    next_at: next_at?.toISOString() ?? null,
    off_reason,
    last_run: runs[0] ? runSummaryOf(actor, runs[0]) : null,
    version,
  };
}
