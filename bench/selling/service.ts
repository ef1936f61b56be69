import { keepTime } from "../../src/modules/service/levels/keeping.ts";
import { makeStandardService } from "../../src/modules/service/standard-service.ts";
import { type Figure, type Measure, type Selling, timesOf } from "../selling.ts";

const tickets = 1_000_000;
/** Made by one statement: a larger one would be cut off. */
const batch = 25_000;
/** So many come due at once for the job that each minute brings. */
const due = 400;

/** The service desk of a million tickets of three years, one in twenty unsolved. */
export const measure: Measure = async (selling) => {
  await makeTickets(selling);
  return [
    ...(await lists(selling)),
    await desk(selling),
    ...(await reports(selling)),
    ...(await deadlines(selling)),
  ];
};

const fields = "number,subject,customer,status,priority,due_at,owner,queue";

async function lists({ ask, pool }: Selling): Promise<readonly Figure[]> {
  const { rows } = await pool.query<{ id: string }>("select id from queues order by id limit 1");
  const unsolved = { field: "solved_at", op: "empty" };
  const views: Readonly<Record<string, { filter: object; sort?: string }>> = {
    unsolved: { filter: unsolved },
    mine: { filter: { and: [{ field: "owner", op: "is", value: { me: true } }, unsolved] } },
    "nobody's": { filter: { and: [{ field: "owner", op: "empty" }, unsolved] } },
    "of a queue": { filter: { and: [{ field: "queue", op: "is", value: rows[0]?.id }, unsolved] } },
    overdue: { filter: { field: "overdue_since", op: "not_empty" }, sort: "overdue_since" },
    "due today": { filter: { field: "due_at", op: "within", value: { period: "today" } } },
    waiting: { filter: { field: "status.kind", op: "is", value: "waiting" }, sort: "created_at" },
    rated: { filter: { field: "rated_at", op: "not_empty" }, sort: "-rated_at" },
  };
  const figures: Figure[] = [];
  for (const [what, { filter, sort = "due_at" }] of Object.entries(views)) {
    const query = new URLSearchParams({ limit: "50", fields, sort, filter: JSON.stringify(filter) });
    const path = `/api/tickets?${query}`;
    figures.push({ what: `50 ${what}`, times: await timesOf(() => ask({ path })), wanted: 50 });
    const counted = await timesOf(() => ask({ path: `${path}&count=true` }));
    figures.push({ what: `50 ${what}, counted`, times: counted, wanted: 100 });
  }
  return figures;
}

async function desk({ ask }: Selling): Promise<Figure> {
  const times = await timesOf(() => ask({ path: "/api/service-reports/desk" }));
  return { what: "the desk as it is now", times, wanted: 100 };
}

async function reports({ ask, pool }: Selling): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [span, days] of Object.entries({ month: 30, quarter: 91, year: 365 })) {
    const { rows } = await pool.query<{ from: string }>("select (current_date - $1::int)::text as from", [
      days,
    ]);
    for (const by of ["day", "owner", "queue", "channel", "hour", "service_level"]) {
      const path = `/api/service-reports/tickets?by=${by}&from=${rows[0]?.from}`;
      figures.push({ what: `a ${span} by ${by}`, times: await timesOf(() => ask({ path }), 5), wanted: 300 });
    }
  }
  return figures;
}

/** What a minute brings where nothing is due, and where many are to be warned of and passed on. */
async function deadlines({ runtime, pool }: Selling): Promise<readonly Figure[]> {
  const idle = await timesOf(() => keepTime(runtime));
  const busy: number[] = [];
  for (let round = 0; round < 3; round++) {
    await pool.query(
      `update ticket_deadlines set escalated_at = null, missed = false, due_at = now() - interval '1 second' where id in (
         select d.id from ticket_deadlines d where d.met_at is null order by d.id offset $1 limit $2)`,
      [round * due, due],
    );
    const began = performance.now();
    await keepTime(runtime);
    busy.push(performance.now() - began);
  }
  return [
    { what: "a minute in which nothing is due", times: idle, wanted: 100 },
    { what: `${due} that are missed at once: told and passed on`, times: busy, wanted: 5000 },
  ];
}

async function makeTickets(selling: Selling): Promise<void> {
  const { pool, runtime } = selling;
  await runtime.runAsSystem(makeStandardService);
  const { rows } = await pool.query<{ there: number }>("select count(*)::int as there from tickets");
  if ((rows[0]?.there ?? 0) >= tickets) return;
  await pool.query(
    `insert into queues (name, position) select 'Queue ' || n, n from generate_series(1, 20) n
     where not exists (select from queues)`,
  );
  for (let from = 1; from <= tickets; from += batch) await makeBatch(pool, from);
  await pool.query(
    `insert into ticket_status_changes (ticket_id, status_id, kind, entered_at)
     select t.id, s.id, s.kind, t.created_at from tickets t join ticket_statuses s on s.id = t.status_id
     where s.kind not in ('solved', 'closed')`,
  );
  await pool.query("vacuum (analyze) tickets");
  await pool.query("vacuum (analyze) ticket_deadlines");
}

async function makeBatch(pool: Selling["pool"], from: number): Promise<void> {
  await pool.query(
    `insert into tickets (number, subject, type, priority, status_id, queue_id, customer_id, channel, owner_id, created_at, came_on, came_hour,
         first_answered_at, first_answer_minutes, solved_at, solution_minutes, closed_at, due_at, overdue_since, waiting_since,
         service_level_id, promises_kept, promises_missed, breached, satisfaction, rated_at)
       select 'T-' || lpad(n::text, 7, '0'), 'Request ' || n, (array['question', 'incident', 'request', 'task'])[1 + n % 4],
         (array['normal', 'high', 'normal', 'low', 'urgent'])[1 + n % 5], s.id, q.ids[1 + n / 21 % cardinality(q.ids)],
         p.ids[1 + n % cardinality(p.ids)], (array['email', 'chat', 'phone', 'email', 'web_form', 'messenger'])[1 + n % 6],
         case when n % 9 > 0 then u.ids[1 + n / 3 % cardinality(u.ids)] end, at, at::date, extract(hour from at),
         case when s.kind <> 'new' then at + interval '1 minute' * took.first end, case when s.kind <> 'new' then took.first end,
         case when s.over then at + interval '1 minute' * took.whole end, case when s.over then took.whole end,
         case when s.kind = 'closed' then at + interval '15 days' end,
         case when s.kind in ('new', 'open') then now() + (n % 7 - 1) * interval '1 day' end,
         case when s.kind in ('new', 'open') and n % 7 = 0 then now() - interval '1 day' end,
         case when s.kind = 'new' then at end, (select id from service_levels limit 1),
         case when s.over then 2 - (n % 11 = 0)::int else 0 end, (s.over and n % 11 = 0)::int, s.over and n % 11 = 0,
         case when s.over and n % 8 = 0 then 1 + (n / 8) % 5 end, case when s.over and n % 8 = 0 then at + interval '2 days' end
       from generate_series($1::int, $1::int + $2::int - 1) n,
         lateral (select now() - ($3::int - n) * interval '94 seconds' as at) moments,
         lateral (select 5 + n % 10007 * 7919 % 600 as first, 60 + n % 10007 * 10007 % 6000 as whole) took,
         lateral (select id, kind, kind in ('solved', 'closed') as over from ticket_statuses where kind = case
           when n % 20 > 0 then case when n < $3 * 0.98 then 'closed' else 'solved' end
           else (array['new', 'open', 'open', 'waiting', 'on_hold'])[1 + (n / 20) % 5] end order by position limit 1) s,
         (select array_agg(id) as ids from queues) q,
         (select array_agg(id) as ids from (select id from users where active limit 200) those) u,
         (select array_agg(id) as ids from (select id from parties limit 10000) those) p`,
    [from, batch, tickets],
  );
  await pool.query(
    `insert into ticket_deadlines (ticket_id, kind, started_at, due_at, warn_at, met_at, missed, warned_at, escalated_at)
       select t.id, k.kind, t.created_at, coalesce(t.due_at, t.created_at + interval '1 day'), t.due_at - interval '30 minutes',
         k.met, t.breached and k.kind = 'solution', case when t.due_at < now() then now() end, case when t.due_at < now() then now() end
       from tickets t, lateral (values ('first_answer', t.first_answered_at), ('solution', t.solved_at)) k (kind, met)
       where t.number between 'T-' || lpad($1::text, 7, '0') and 'T-' || lpad(($1::int + $2::int - 1)::text, 7, '0')`,
    [from, batch],
  );
}
