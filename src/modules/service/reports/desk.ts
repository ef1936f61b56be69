import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { dayIn } from "#kernel/period";
import { groupOf, questionCondition, visibleWhere, type Work } from "#records";
import { grantOn } from "#records/contract";
import type { readDesk, WaitingRow } from "../contract/reports.ts";
import { isUnsolved } from "../contract/ticket-objects.ts";
import { ticketsWhere } from "./tickets.ts";

const mostRows = 100;
type Field = "queue" | "owner";

/** What is to be done now, by queue and by agent, those first who have most that is overdue. */
export async function desk(work: Work): Promise<OutputOf<typeof readDesk>> {
  return { queues: await waitingBy(work, "queue"), agents: await waitingBy(work, "owner") };
}

async function waitingBy(work: Work, field: Field): Promise<WaitingRow[]> {
  const rows = new Map<string | null, WaitingRow>();
  const add = (part: Partial<WaitingRow> & Pick<WaitingRow, "key" | "title">) =>
    rows.set(part.key, { ...(rows.get(part.key) ?? nothing), ...part });
  for (const part of await ticketsBy(work, field)) add(part);
  for (const part of await conversationsBy(work, field)) add(part);
  if (field === "owner") for (const part of await presences(work)) add(part);
  return [...rows.values()].sort(byUrgency).slice(0, mostRows);
}

const nothing: Omit<WaitingRow, "key" | "title"> = {
  unsolved: 0,
  unassigned: 0,
  overdue: 0,
  due_today: 0,
  waiting: 0,
  conversations: 0,
  longest_wait: null,
  presence: null,
};

function byUrgency(one: WaitingRow, other: WaitingRow): number {
  return (
    other.overdue - one.overdue ||
    other.unsolved + other.conversations - one.unsolved - one.conversations ||
    (one.key ?? "").localeCompare(other.key ?? "")
  );
}

type TicketsWaiting = Omit<WaitingRow, "conversations" | "longest_wait" | "presence">;

async function ticketsBy(work: Work, field: Field): Promise<readonly TicketsWaiting[]> {
  const { key, title } = groupOf(work, work.catalogue.object("ticket"), "t", field);
  const today = dayIn(work.actor.timeZone, work.now);
  const { rows } = await sql<TicketsWaiting>`
    with grouped as (
      select ${key} as key, count(*)::int as unsolved, (count(*) filter (where t.owner_id is null))::int as unassigned,
        (count(*) filter (where t.overdue_since is not null))::int as overdue,
        (count(*) filter (where (t.due_at at time zone ${work.actor.timeZone})::date = ${today}::date))::int as due_today,
        (count(*) filter (where s.kind = 'waiting'))::int as waiting
      from tickets t join ticket_statuses s on s.id = t.status_id where ${ticketsWhere(work, isUnsolved)} group by 1)
    select g.*, ${title?.(sql`g.key`) ?? sql`null::text`} as title from grouped g
    order by g.overdue desc, g.unsolved desc, g.key limit ${mostRows}`.execute(work.db);
  return rows;
}

type Talks = Pick<WaitingRow, "key" | "title" | "conversations" | "longest_wait">;

/** Conversations in which somebody waits for an answer of ours. */
async function conversationsBy(work: Work, field: Field): Promise<readonly Talks[]> {
  if (grantOn(work.actor.rights, "conversation").read === "none") return [];
  const conversation = work.catalogue.object("conversation");
  const { key, title } = groupOf(work, conversation, "t", field);
  const { rows } = await sql<Omit<Talks, "longest_wait"> & { since: Date }>`
    with grouped as (
      select ${key} as key, count(*)::int as conversations, min(t.waiting_since) as since from conversations t
      where t.waiting_since is not null and t.state = 'open' and ${questionCondition(work, conversation, "t", {})} group by 1)
    select g.*, ${title?.(sql`g.key`) ?? sql`null::text`} as title from grouped g
    order by g.conversations desc, g.key limit ${mostRows}`.execute(work.db);
  return rows.map(({ since, ...row }) => ({ ...row, longest_wait: new Date(since).toISOString() }));
}

/** Who is there, and how much they have of what they can take. */
async function presences(work: Work): Promise<readonly Pick<WaitingRow, "key" | "title" | "presence">[]> {
  if (grantOn(work.actor.rights, "agent").read === "none") return [];
  const { rows } = await sql<Pick<WaitingRow, "key" | "title" | "presence">>`
    select u.id as key, u.name as title, jsonb_build_object('state', a.state, 'capacity', a.capacity, 'load', coalesce((
      select sum(coalesce(q.weight, 1))::int from conversations c left join queues q on q.id = c.queue_id
      where c.owner_id = u.id and c.state = 'open' and c.archived_at is null), 0)) as presence
    from agents a join users u on u.id = a.user_id
    where a.archived_at is null and u.active and ${visibleWhere(work, "agent", "a")} order by u.name, u.id limit ${mostRows}`.execute(
    work.db,
  );
  return rows;
}
