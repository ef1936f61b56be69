import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { dayIn } from "#kernel/period";
import { isoInstant, type Runtime, seeingAll, titleExpression, visibleWhere, type Work } from "#records";
import { grantOn } from "#records/contract";
import type { readSnapshots, takeSnapshot as takeAction } from "../contract/forecast.ts";
import { type Period, periodAt } from "../contract/periods.ts";
import type { TeamTree } from "../deals-seen/team-tree.ts";
import type { CategorySum } from "./figures.ts";
import { dealsNow } from "./deals-looked-at.ts";
import { forecastSums } from "./forecast-sums.ts";

type Snapshot = OutputOf<typeof takeAction>;

/** A snapshot holds so many months before this one and after it; its sums are kept for so many years, its deals for so many days. */
const span = { before: 3, after: 15, years: 3, days: 100 } as const;

/** Keeps how the forecast of everybody looks now, whoever asks for it. */
export async function takeSnapshot(work: Work): Promise<Snapshot> {
  const { rows } = await sql<{ id: string }>`
    insert into forecast_snapshots (taken_at, taken_by, currency) values (${work.now}, ${work.actor.userId}, ${work.currency})
    returning id`.execute(work.db);
  const id = rows[0]?.id ?? "";
  const today = dayIn(work.actor.timeZone, work.now);
  const months = {
    from: periodAt("month", today, -span.before).from,
    until: periodAt("month", today, span.after).until,
  };
  const whole = seeingAll(work);
  const sums = await forecastSums(whole, months, undefined, { byMonth: true });
  await sql`
    insert into forecast_snapshot_sums (snapshot_id, month, owner_id, pipeline_id, category, deals, amount, weighted, expected)
    select ${id}, month, owner, pipeline, category, count, amount, weighted, expected
    from jsonb_to_recordset(${JSON.stringify(sums)}::jsonb) as s (month date, owner uuid, pipeline uuid, category text,
      count int, amount numeric, weighted numeric, expected numeric)`.execute(work.db);
  await sql`
    insert into forecast_snapshot_deals (snapshot_id, deal_id, day, category, own, amount, currency)
    select ${id}, d.id, d.day, d.category, d.own, d.amount, d.currency from (${dealsNow(whole, months)}) d`.execute(
    work.db,
  );
  await sql`
    delete from forecast_snapshot_deals k using forecast_snapshots s
    where s.id = k.snapshot_id and s.taken_at < ${work.now}::timestamptz - make_interval(days => ${span.days})`.execute(
    work.db,
  );
  await sql`delete from forecast_snapshots where taken_at < ${work.now}::timestamptz - make_interval(years => ${span.years})`.execute(
    work.db,
  );
  const [taken] = (await snapshots(work)).data.filter((one) => one.id === id);
  if (!taken) throw new AppError("not_found");
  return taken;
}

export async function takeSnapshotByClock(runtime: Runtime): Promise<void> {
  await runtime.runAsSystem(async (work) => {
    const { rows } = await sql`select 1 from organisation`.execute(work.db);
    if (rows.length > 0) await takeSnapshot(work);
  });
}

/** When the forecast was kept, newest first: the last two hundred times. */
export async function snapshots(work: Work): Promise<OutputOf<typeof readSnapshots>> {
  if (grantOn(work.actor.rights, "deal").read === "none")
    throw new AppError("not_found", { params: { object: "deal" } });
  const user = work.catalogue.object("user");
  const { rows } = await sql<Snapshot>`
    select s.id, ${isoInstant(sql`s.taken_at`)} as "takenAt",
      (select ${titleExpression(work, user, "u")} from users u where u.id = s.taken_by and ${visibleWhere(work, "user", "u")}) as by
    from forecast_snapshots s order by s.taken_at desc, s.id desc limit 200`.execute(work.db);
  return { data: rows };
}

/** What a snapshot kept of a period, of those whose deals the actor sees. Throws `not_found`. */
export async function snapshotSums(
  work: Work,
  id: string,
  period: Period,
  { tree, pipeline }: { readonly tree: TeamTree; readonly pipeline: string | undefined },
): Promise<readonly CategorySum[]> {
  const { rows: found } = await sql`select 1 from forecast_snapshots where id = ${id}`.execute(work.db);
  if (found.length === 0) throw new AppError("not_found");
  const { rows } = await sql<CategorySum>`
    select s.owner_id as owner, s.pipeline_id as pipeline, s.month::text as month, s.category, s.deals as count, 0 as elsewhere,
      s.amount::text, s.weighted::text, s.expected::text
    from forecast_snapshot_sums s
    where s.snapshot_id = ${id} and s.month >= ${period.from} and s.month < ${period.until}
      and (${tree.isWhole} or s.owner_id = any(${tree.sellers.map(({ id: seller }) => seller)}::uuid[]))
      and (${pipeline ?? null}::uuid is null or s.pipeline_id = ${pipeline ?? null})
      and exists (select from pipelines p where p.id = s.pipeline_id and ${visibleWhere(work, "pipeline", "p")})`.execute(
    work.db,
  );
  return rows;
}
