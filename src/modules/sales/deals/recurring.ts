import { sql } from "kysely";
import { dayIn } from "#kernel/period";
import { notify } from "#platform";
import { createMany, type Runtime, type Work } from "#records";
import { salesEvents } from "../contract/events.ts";
import { nextRecurrence } from "./recurrence.ts";

const batch = 200;

interface Due {
  readonly id: string;
  readonly name: string;
  readonly company: string | null;
  readonly person: string | null;
  readonly pipeline: string;
  readonly source: string | null;
  readonly description: string | null;
  readonly owner: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly recurs: string;
  readonly closedOn: string;
  readonly dueOn: string;
}

/** Makes anew what was won and recurs, once for each period. A second run finds nothing to do. */
export async function makeRecurringDeals(runtime: Runtime): Promise<void> {
  let made: number;
  do made = await runtime.runAsSystem(makeSome);
  while (made === batch);
}

async function makeSome(work: Work): Promise<number> {
  const today = dayIn(await timeZoneOf(work), work.now);
  const due = await dueDeals(work, today);
  if (due.length === 0) return 0;
  const ids = await createMany(work, "deal", due.map(anew), { governed: true });
  const rows = due.map(({ id, recurs, closedOn, dueOn }, index) => ({
    id,
    made: ids[index],
    on: dueOn,
    next: nextRecurrence(closedOn, recurs, today),
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id uuid, made uuid, "on" date, next date)`;
  // The unique index has the last word: a period is made once.
  await sql`update deals d set recurs_on = g."on" from ${given} where d.id = g.made`.execute(work.db);
  await sql`update deals d set recurs_next_on = g.next from ${given} where d.id = g.id`.execute(work.db);
  for (const [index, { id, owner, name }] of due.entries()) {
    const made = ids[index] as string;
    work.emit({ name: salesEvents.dealRecurred, object: "deal", records: [made], payload: { from: id } });
    if (owner)
      await notify(work, [owner], "deal_recurred", { object: "deal", id: made, params: { title: name } });
  }
  return due.length;
}

// Who was put away since is nobody's customer or owner: one such deal must not stop the others.
async function dueDeals(work: Work, today: string): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    select d.id, d.name, c.id as company, w.id as person, d.pipeline_id as pipeline, d.source, d.description,
      u.id as owner, d.amount::text as amount, d.amount_currency as currency, d.recurs,
      d.closed_on as "closedOn", d.recurs_next_on as "dueOn"
    from deals d join pipelines p on p.id = d.pipeline_id
      left join parties c on c.id = d.company_id and c.archived_at is null
      left join parties w on w.id = d.person_id and w.archived_at is null
      left join users u on u.id = d.owner_id and u.archived_at is null
    where d.recurs_next_on <= ${today}::date and d.archived_at is null and d.recurs is not null and d.closed_on is not null
      and p.archived_at is null
      and exists (select 1 from stages s where s.pipeline_id = p.id and s.kind = 'open' and s.archived_at is null)
    order by d.recurs_next_on, d.id limit ${batch} for update of d skip locked`.execute(work.db);
  return rows;
}

function anew({
  id,
  name,
  amount,
  currency,
  company,
  person,
  pipeline,
  source,
  description,
  owner,
  dueOn,
}: Due) {
  const besides = { company, person, pipeline, source, description, owner };
  return {
    ...besides,
    name,
    amount: amount === null ? null : { amount, currency },
    expected_close_on: dueOn,
    recurs_from: id,
  };
}

async function timeZoneOf(work: Work): Promise<string> {
  const { rows } = await sql<{ zone: string }>`select time_zone as zone from organisation`.execute(work.db);
  return rows[0]?.zone ?? "UTC";
}
