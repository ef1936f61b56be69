import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { dayIn } from "#kernel/period";
import { groupOf, type Work } from "#records";
import type { readDesk, WaitingRow } from "../contract/reports.ts";
import { isUnsolved } from "../contract/ticket-objects.ts";
import { ticketsWhere } from "./tickets.ts";

const mostRows = 100;

/** What is to be done now, by queue and by agent, those first who have most that is overdue. */
export async function desk(work: Work): Promise<OutputOf<typeof readDesk>> {
  return { queues: await waitingBy(work, "queue"), agents: await waitingBy(work, "owner") };
}

async function waitingBy(work: Work, field: "queue" | "owner"): Promise<WaitingRow[]> {
  const { key, title } = groupOf(work, work.catalogue.object("ticket"), "t", field);
  const today = dayIn(work.actor.timeZone, work.now);
  const { rows } = await sql<WaitingRow>`
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
