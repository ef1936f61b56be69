import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { OutputOf, QueryOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { Filter } from "#kernel/filter";
import { businessDay, groupOf, questionCondition, shown, type Work } from "#records";
import { grantOn } from "#records/contract";
import type { Breakdown, readTicketReport, TicketFigures } from "../contract/reports.ts";
import { daysOf, type Grouping, wholeAndParts } from "./breaking-down.ts";

/** What came in a span of days and what became of it: the whole and its parts, read once. */
export async function ticketReport(
  work: Work,
  query: QueryOf<typeof readTicketReport>,
): Promise<OutputOf<typeof readTicketReport>> {
  const { from, to } = daysOf(query, businessDay(work));
  const filter = cameWithin(from, to);
  const { key, title, order } = breakdownOf(work, query.by);
  const grouped = sql`
    with came as (select ${key} collate "C" as key, ${columnsOf(work)} from tickets t where ${ticketsWhere(work, filter)}),
    grouped as (select key, grouping(key) as total, ${figures} from came c group by grouping sets ((key), ()))`;
  const { total, parts, left } = await wholeAndParts(work, { grouped, title, order, none });
  const rows = parts.map((row) => ({ ...row, filter: filterOfRow(query.by, row.key, filter) }));
  return { by: query.by, from, to, filter, total, rows, left };
}

/** The tickets of a filter that the actor may read, as a condition on rows under `t`. Throws `not_found` where they may read none. */
export function ticketsWhere(work: Work, filter: Filter | undefined): RawBuilder<SqlBool> {
  if (grantOn(work.actor.rights, "ticket").read === "none")
    throw new AppError("not_found", { params: { object: "ticket" } });
  return questionCondition(work, work.catalogue.object("ticket"), "t", { filter });
}

const counted = [
  "first_answer_minutes",
  "solution_minutes",
  "solved_at",
  "promises_kept",
  "promises_missed",
  "breached",
  "satisfaction",
] as const;

/** What is counted of a ticket, as far as the actor may read it. */
function columnsOf(work: Work): RawBuilder<unknown> {
  return sql.join(
    counted.map(
      (name) => sql`${shown(work, ["ticket", name, "t"], sql.ref(`t.${name}`))} as ${sql.ref(name)}`,
    ),
  );
}

const medianOf = (minutes: RawBuilder<unknown>) =>
  sql`round((percentile_cont(0.5) within group (order by ${minutes}))::numeric, 1)::float`;

const figures = sql`count(*)::int as tickets, count(c.solved_at)::int as solved, ${medianOf(sql`c.first_answer_minutes`)} as first_answer,
  ${medianOf(sql`c.solution_minutes`)} as solution, coalesce(sum(c.promises_kept), 0)::int as kept,
  coalesce(sum(c.promises_missed), 0)::int as missed, (count(*) filter (where c.breached))::int as breached,
  count(c.satisfaction)::int as rated, round(avg(c.satisfaction), 2)::float as satisfaction`;

const none: TicketFigures = {
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

const groupedBy: Partial<Record<Breakdown, string>> = { day: "came_on", hour: "came_hour" };

function breakdownOf(work: Work, by: Breakdown): Grouping {
  const untitled = sql`null::text`;
  // A day is read as it stands: to shape it costs a quarter of a year's report.
  if (by === "day") {
    const day = shown(work, ["ticket", "came_on", "t"], sql`t.came_on`);
    return { key: sql`(${day})::text`, title: untitled, order: sql`g.key desc` };
  }
  const { key, title } = groupOf(work, work.catalogue.object("ticket"), "t", groupedBy[by] ?? by);
  const order = by === "hour" ? sql`g.key::int` : sql`g.tickets desc, g.key`;
  return { key, title: title?.(sql`g.key`) ?? untitled, order };
}

/** Tickets that came on these days by the clock of the organisation, both included. */
function cameWithin(from: string, to: string): Filter {
  return { field: "came_on", op: "between", value: { from, to } };
}

function filterOfRow(by: Breakdown, key: string | null, within: Filter): Filter {
  if (by === "day" && key !== null) return cameWithin(key, key);
  const field = groupedBy[by] ?? by;
  if (key === null) return { and: [within, { field, op: "empty" }] };
  return {
    and: [within, by === "hour" ? { field, op: "eq", value: Number(key) } : { field, op: "is", value: key }],
  };
}
