import { type RawBuilder, type SqlBool, sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import type { OutputOf, QueryOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { Filter } from "#kernel/filter";
import { dayIn } from "#kernel/period";
import { groupOf, questionCondition, type Work } from "#records";
import { grantOn } from "#records/contract";
import type { Breakdown, readTicketReport, TicketFigures, TicketRow } from "../contract/reports.ts";

/** Most rows of a breakdown. */
const mostRows = 200;
const usualDays = 30;

/** What came in a span of days and what became of it. */
export async function ticketReport(
  work: Work,
  query: QueryOf<typeof readTicketReport>,
): Promise<OutputOf<typeof readTicketReport>> {
  const to = query.to ?? dayIn(work.actor.timeZone, work.now);
  const from = query.from ?? daysBefore(to, usualDays - 1);
  const filter = cameWithin(work, from, to);
  const where = ticketsWhere(work, filter);
  const { key, title, order } = breakdownOf(work, query.by);
  const { rows: totals } =
    await sql<TicketFigures>`select ${figures} from tickets t ${deadlines} where ${where}`.execute(work.db);
  const { rows } = await sql<Omit<TicketRow, "filter"> & { all: string }>`
    with grouped as (select ${key} as key, ${figures} from tickets t ${deadlines} where ${where} group by 1)
    select g.*, ${title} as title, count(*) over () as all from grouped g order by ${order} limit ${mostRows}`.execute(
    work.db,
  );
  return {
    by: query.by,
    from,
    to,
    filter,
    total: totals[0] ?? empty,
    rows: rows.map(({ all: _all, ...row }) => ({
      ...row,
      filter: filterOfRow(work, query.by, row.key, filter),
    })),
    left: Number(rows[0]?.all ?? 0) - rows.length,
  };
}

/** The tickets of a filter that the actor may read, as a condition on rows under `t`. Throws `not_found` where they may read none. */
export function ticketsWhere(work: Work, filter: Filter | undefined): RawBuilder<SqlBool> {
  if (grantOn(work.actor.rights, "ticket").read === "none")
    throw new AppError("not_found", { params: { object: "ticket" } });
  return questionCondition(work, work.catalogue.object("ticket"), "t", { filter });
}

const deadlines = sql`left join lateral (
  select (count(*) filter (where d.missed))::int as missed, (count(*) filter (where not d.missed and d.met_at is not null))::int as kept
  from ticket_deadlines d where d.ticket_id = t.id) d on true`;

const minutesUntil = (column: string) =>
  sql`round((percentile_cont(0.5) within group (order by extract(epoch from ${sql.ref(`t.${column}`)} - t.created_at) / 60)
    filter (where ${sql.ref(`t.${column}`)} is not null))::numeric, 1)::float`;

const figures = sql`count(*)::int as tickets, (count(t.solved_at))::int as solved, ${minutesUntil("first_answered_at")} as first_answer,
  ${minutesUntil("solved_at")} as solution, coalesce(sum(d.kept), 0)::int as kept, coalesce(sum(d.missed), 0)::int as missed,
  (count(*) filter (where t.breached))::int as breached, count(t.satisfaction)::int as rated,
  round(avg(t.satisfaction), 2)::float as satisfaction`;

const empty: TicketFigures = {
  tickets: 0,
  solved: 0,
  first_answer: null,
  solution: null,
  kept: 0,
  missed: 0,
  breached: 0,
  rated: 0,
  satisfaction: null,
};

interface BreakdownQuery {
  readonly key: RawBuilder<unknown>;
  readonly title: RawBuilder<unknown>;
  readonly order: RawBuilder<unknown>;
}

function breakdownOf(work: Work, by: Breakdown): BreakdownQuery {
  const none = sql`null::text`;
  if (by === "hour")
    return {
      key: sql`to_char(t.created_at at time zone ${work.actor.timeZone}, 'HH24')`,
      title: none,
      order: sql`g.key`,
    };
  const group = groupOf(work, work.catalogue.object("ticket"), "t", by === "day" ? "created_at:day" : by);
  return {
    key: group.key,
    title: group.title?.(sql`g.key`) ?? none,
    order: by === "day" ? sql`g.key desc` : sql`g.tickets desc, g.key`,
  };
}

/** Tickets that came on these days where the actor is, both included. */
function cameWithin(work: Work, from: string, to: string): Filter {
  const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(work.actor.timeZone).toInstant();
  const end = startOf(Temporal.PlainDate.from(to).add({ days: 1 })).subtract({ milliseconds: 1 });
  const span = { from: startOf(Temporal.PlainDate.from(from)).toString(), to: end.toString() };
  return { field: "created_at", op: "between", value: span };
}

function filterOfRow(work: Work, by: Breakdown, key: string | null, within: Filter): Filter | null {
  if (by === "hour") return null;
  if (by === "day") return key === null ? null : cameWithin(work, key, key);
  const of: Filter = key === null ? { field: by, op: "empty" } : { field: by, op: "is", value: key };
  return { and: [within, of] };
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
