import { type RawBuilder, sql } from "kysely";
import type { Work } from "#records";
import { conditionAsItIs } from "#sales";
import type { DeadlineKind, Priority } from "../contract/level-objects.ts";
import { type Deadline, deadlinesOf, minutesTaken, type TicketTimes, type Took } from "./reckoning.ts";
import { activeLevels, type ServiceLevel } from "./stored-levels.ts";

interface Row {
  readonly id: string;
  readonly level: string | null;
  readonly isOver: boolean;
  readonly priority: Priority;
  readonly created: string;
  readonly waiting: string | null;
  readonly answered: string | null;
  readonly solved: string | null;
  readonly stays: readonly { readonly kind: string; readonly from: string; readonly until: string | null }[];
}

/** So many are reckoned at once. */
const portion = 1000;

/** Reckons the deadlines of tickets anew, after whatever may have moved them, and keeps them beside the tickets. */
export async function settleDeadlines(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const levels = await activeLevels(work);
  for (let from = 0; from < ids.length; from += portion)
    await settle(work, levels, ids.slice(from, from + portion));
}

async function settle(work: Work, levels: readonly ServiceLevel[], ids: readonly string[]): Promise<void> {
  const byId = new Map(levels.map((level) => [level.id, level]));
  const rows = await ticketRows(work, levels, ids);
  const now = work.now.getTime();
  const settled = rows.map((row) => {
    const level = row.level === null ? undefined : byId.get(row.level);
    const times = timesOf(row);
    return { row, deadlines: level ? deadlinesOf(level, times, now) : [], took: minutesTaken(level, times) };
  });
  await keepDeadlines(
    work,
    ids,
    settled.flatMap(({ row, deadlines }) => deadlines.map((deadline) => stored(row.id, deadline))),
  );
  await keepOnTickets(
    work,
    settled.map(({ row, deadlines, took }) => ({ ...onTicket(row, deadlines, now), ...took })),
  );
}

/** Tickets with the service level that holds for them: the first whose condition they fulfil. */
async function ticketRows(
  work: Work,
  levels: readonly ServiceLevel[],
  ids: readonly string[],
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select t.id, ${levelOf(work, levels)} as level, s.kind in ('solved', 'closed') as "isOver", t.priority,
      t.created_at as created, t.waiting_since as waiting, t.first_answered_at as answered, t.solved_at as solved,
      coalesce((select jsonb_agg(jsonb_build_object('kind', c.kind, 'from', c.entered_at, 'until', c.left_at) order by c.entered_at, c.id)
        from ticket_status_changes c where c.ticket_id = t.id), '[]') as stays
    from tickets t join ticket_statuses s on s.id = t.status_id where t.id = any(${ids}::uuid[])`.execute(
    work.db,
  );
  return rows;
}

function levelOf(work: Work, levels: readonly ServiceLevel[]): RawBuilder<string | null> {
  if (levels.length === 0) return sql`null::uuid`;
  const cases = levels.map(
    ({ id, condition }) =>
      sql`when ${conditionAsItIs(work, { object: "ticket", alias: "t" }, condition)} then ${id}::uuid`,
  );
  return sql`case ${sql.join(cases, sql` `)} end`;
}

function timesOf({ priority, created, waiting, answered, solved, stays }: Row): TicketTimes {
  return {
    priority,
    createdAt: Date.parse(created),
    waitingSince: instant(waiting),
    firstAnsweredAt: instant(answered),
    solvedAt: instant(solved),
    stays: stays.map(({ kind, from, until }) => ({
      kind,
      from: Date.parse(from),
      until: until === null ? Number.POSITIVE_INFINITY : Date.parse(until),
    })),
  };
}

function stored(ticket: string, deadline: Deadline) {
  return {
    ticket,
    kind: deadline.kind,
    started: iso(deadline.startedAt),
    due: iso(deadline.dueAt),
    warn: iso(deadline.warnAt),
    met: iso(deadline.metAt),
    missed: deadline.missed,
  };
}

/** What is no longer promised goes, unless people were told that it was missed; what they wait for no more has been met. */
async function keepDeadlines(
  work: Work,
  ids: readonly string[],
  deadlines: readonly ReturnType<typeof stored>[],
): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(deadlines)}::jsonb)
    as given (ticket uuid, kind text, started timestamptz, due timestamptz, warn timestamptz, met timestamptz, missed boolean)`;
  await sql`
    update ticket_deadlines d set met_at = ${work.now}, missed = d.due_at is not null and d.due_at < ${work.now}
    where d.ticket_id = any(${ids}::uuid[]) and d.kind = 'next_answer' and d.met_at is null
      and not exists (select from ${given} where given.ticket = d.ticket_id and given.started = d.started_at and given.kind = d.kind)`.execute(
    work.db,
  );
  await sql`
    delete from ticket_deadlines d where d.ticket_id = any(${ids}::uuid[]) and d.kind <> 'next_answer' and d.escalated_at is null
      and not exists (select from ${given} where given.ticket = d.ticket_id and given.started = d.started_at and given.kind = d.kind)`.execute(
    work.db,
  );
  if (deadlines.length === 0) return;
  await sql`
    insert into ticket_deadlines as d (ticket_id, kind, started_at, due_at, warn_at, met_at, missed)
    select ticket, kind, started, due, warn, met, missed from ${given}
    on conflict (ticket_id, kind, started_at) do update set due_at = excluded.due_at, warn_at = excluded.warn_at,
      met_at = excluded.met_at, missed = excluded.missed or d.escalated_at is not null, version = d.version + 1, updated_at = ${work.now}`.execute(
    work.db,
  );
}

function onTicket({ id, level, isOver }: Row, deadlines: readonly Deadline[], now: number) {
  const due = (kind: DeadlineKind) => deadlines.find((deadline) => deadline.kind === kind)?.dueAt ?? null;
  const owed = deadlines.flatMap(({ metAt, dueAt }) =>
    isOver || metAt !== null || dueAt === null ? [] : [dueAt],
  );
  const next = owed.length > 0 ? Math.min(...owed) : null;
  return {
    id,
    level,
    first: iso(due("first_answer")),
    next: iso(due("next_answer")),
    solution: iso(due("solution")),
    due: iso(next),
    overdue: iso(next !== null && next < now ? next : null),
  };
}

// What time brings is no change that anybody made: the history of the ticket tells what people did with it.
async function keepOnTickets(
  work: Work,
  tickets: readonly (ReturnType<typeof onTicket> & Took)[],
): Promise<void> {
  await sql`
    update tickets t set service_level_id = given.level, first_answer_due = given.first, next_answer_due = given.next,
      solution_due = given.solution, due_at = given.due, overdue_since = given.overdue,
      first_answer_minutes = given."firstAnswer", solution_minutes = given."tookToSolve",
      breached = promises.missed > 0, promises_kept = promises.kept, promises_missed = promises.missed
    from jsonb_to_recordset(${JSON.stringify(tickets)}::jsonb) as given (id uuid, level uuid, first timestamptz, next timestamptz,
      solution timestamptz, due timestamptz, overdue timestamptz, "firstAnswer" integer, "tookToSolve" integer),
      lateral (select count(*) filter (where d.missed) as missed, count(*) filter (where not d.missed and d.met_at is not null) as kept
        from ticket_deadlines d where d.ticket_id = given.id) promises
    where t.id = given.id`.execute(work.db);
}

function instant(told: string | null): number | null {
  return told === null ? null : Date.parse(told);
}

function iso(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}
