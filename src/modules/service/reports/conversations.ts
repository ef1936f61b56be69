import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import type { OutputOf, QueryOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { Filter } from "#kernel/filter";
import { dayIn } from "#kernel/period";
import { groupOf, questionCondition, shown, type Work } from "#records";
import { grantOn } from "#records/contract";
import type {
  ConversationBreakdown,
  ConversationFigures,
  readConversationReport,
} from "../contract/conversation-report.ts";
import { daysOf, type Grouping, wholeAndParts } from "./breaking-down.ts";

type Report = OutputOf<typeof readConversationReport>;

/** Days of which an hour can be told by a filter: one clause each. */
const mostDaysOfHours = 31;

/** Conversations that began in a span of days where the actor is, and how soon they were answered. */
export async function conversationReport(
  work: Work,
  query: QueryOf<typeof readConversationReport>,
): Promise<Report> {
  if (grantOn(work.actor.rights, "conversation").read === "none")
    throw new AppError("not_found", { params: { object: "conversation" } });
  const { from, to } = daysOf(query, dayIn(work.actor.timeZone, work.now));
  const filter = begunWithin(work, from, to);
  const { key, title, order } = breakdownOf(work, query.by);
  const conversation = work.catalogue.object("conversation");
  // What was brought in from elsewhere was answered before it was here: of that no time is told.
  const answered = shown(work, ["conversation", "first_answer_at", "t"], sql<Date>`t.first_answer_at`);
  const grouped = sql`
    with begun as (
      select ${key} collate "C" as key, ${answered} as answered, t.state,
        case when ${answered} >= t.created_at then (extract(epoch from ${answered} - t.created_at) / 60)::int end as minutes
      from conversations t where ${questionCondition(work, conversation, "t", { filter })}),
    grouped as (
      select key, grouping(key) as total, count(*)::int as conversations, count(answered)::int as answered,
        (count(*) filter (where state = 'closed'))::int as closed,
        round((percentile_cont(0.5) within group (order by minutes))::numeric, 1)::float as first_answer
      from begun group by grouping sets ((key), ()))`;
  const { total, parts, left } = await wholeAndParts(work, { grouped, title, order, none });
  const rows = parts.map((row) => ({
    ...row,
    filter: filterOfRow(work, { by: query.by, from, to }, row.key),
  }));
  return { by: query.by, from, to, filter, total, rows, left };
}

const none: ConversationFigures = { conversations: 0, answered: 0, closed: 0, first_answer: null };

function breakdownOf(work: Work, by: ConversationBreakdown): Grouping {
  const untitled = sql`null::text`;
  if (by === "hour") {
    const local = sql`t.created_at at time zone ${work.actor.timeZone}`;
    return { key: sql`to_char(${local}, 'HH24')`, title: untitled, order: sql`g.key` };
  }
  const field = by === "day" ? "created_at:day" : by;
  const { key, title } = groupOf(work, work.catalogue.object("conversation"), "t", field);
  const order = by === "day" ? sql`g.key desc` : sql`g.conversations desc, g.key`;
  return { key, title: title?.(sql`g.key`) ?? untitled, order };
}

function filterOfRow(
  work: Work,
  { by, from, to }: Pick<Report, "by" | "from" | "to">,
  key: string | null,
): Filter | null {
  const within = begunWithin(work, from, to);
  if (by === "hour") return key === null ? null : atHour(work, { from, to }, Number(key));
  if (by === "day") return key === null ? null : begunWithin(work, key, key);
  return { and: [within, key === null ? { field: by, op: "empty" } : { field: by, op: "is", value: key }] };
}

/** At an hour of each of the days. */
function atHour(work: Work, { from, to }: Pick<Report, "from" | "to">, hour: number): Filter | null {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  const days = first.until(last).days + 1;
  if (days > mostDaysOfHours) return null;
  return {
    or: Array.from({ length: days }, (_, index) => {
      const begin = instantAt(work, first.add({ days: index }), hour);
      return between(begin, begin.add({ hours: 1 }));
    }),
  };
}

function begunWithin(work: Work, from: string, to: string): Filter {
  const end = instantAt(work, Temporal.PlainDate.from(to).add({ days: 1 }), 0);
  return between(instantAt(work, Temporal.PlainDate.from(from), 0), end);
}

function instantAt({ actor }: Work, day: Temporal.PlainDate, hour: number): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: actor.timeZone, plainTime: { hour } }).toInstant();
}

function between(begin: Temporal.Instant, end: Temporal.Instant): Filter {
  const span = { from: begin.toString(), to: end.subtract({ milliseconds: 1 }).toString() };
  return { field: "created_at", op: "between", value: span };
}
