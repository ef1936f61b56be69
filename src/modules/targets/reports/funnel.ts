import { sql } from "kysely";
import type { OutputOf, QueryOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { allOf, type Filter } from "#kernel/filter";
import { type ListRequest, list, plannedAnew, type Work } from "#records";
import { grantOn } from "#records/contract";
import type { readFunnel, StageRow } from "../contract/reports.ts";
import type { Sum } from "../contract/scope.ts";
import { dealAmount, dealRows, scopeFilter } from "../deals-seen/deals-in-scope.ts";
import { reportDays } from "./report-days.ts";

type Funnel = OutputOf<typeof readFunnel>;

/** How far the deals of a pipeline have come that were opened in the span of days: the first pipeline unless told. */
export async function salesFunnel(work: Work, query: QueryOf<typeof readFunnel>): Promise<Funnel> {
  const days = reportDays(work, query);
  const pipeline = await pipelineAsked(work, query.pipeline);
  const filter = allOf(
    { field: "opened_on", op: "between", value: days },
    await scopeFilter(work, { ...query, pipeline: pipeline?.id }),
  ) as Filter;
  const head = { ...days, currency: work.currency, filter, pipeline };
  const { opened, stays } = await staysOf(work, filter);
  if (!pipeline) return { ...head, opened, rows: [] };
  const stages = await stagesOf(work, pipeline.id);
  return { ...head, opened, rows: stages.map((stage) => stageRow(stage, stays.get(stage.id), opened)) };
}

function stageRow(stage: StageRow["stage"], stay: Stay | undefined, opened: Sum): StageRow {
  const { deals = 0, won = 0, lost = 0 } = stay ?? {};
  return {
    stage,
    reached: {
      count: deals,
      amount: opened.amount === null ? null : (stay?.amount ?? "0"),
      elsewhere: stay?.elsewhere ?? 0,
    },
    share: opened.count > 0 ? deals / opened.count : 0,
    conversion: won + lost > 0 ? won / (won + lost) : null,
    won,
    lost,
    open: stay?.open ?? 0,
    days: stay?.days ?? null,
    standing: stay?.standing ?? 0,
  };
}

interface Stay {
  readonly deals: number;
  readonly amount: string | null;
  readonly elsewhere: number;
  readonly won: number;
  readonly lost: number;
  readonly open: number;
  readonly standing: number;
  readonly days: number | null;
}

/**
 * Of each stage: which deals stood there, each once however often it came back, and how long the stays took that are over. Deals
 * that went the same way and stand in the same stage are added up first: there are few ways, and so few rows to take apart.
 */
async function staysOf(
  work: Work,
  filter: Filter,
): Promise<{ readonly opened: Sum; readonly stays: ReadonlyMap<string, Stay> }> {
  if (grantOn(work.actor.rights, "stage_change").read === "none")
    throw new AppError("not_found", { params: { object: "stage_change" } });
  const deals = dealRows(work, filter, {
    columns: sql`d.stage_id, t.path_id, t.seconds`,
    joins: sql`left join deal_paths t on t.deal_id = d.id`,
  });
  const places = Array.from(
    { length: await longestPath(work) },
    (_, at) => sql`sum(d.seconds[${at + 1}::integer])`,
  );
  const { rows } = await plannedAnew(sql<Stay & { stage: string | null }>`
    with ways as (
      select d.path_id, d.stage_id, count(*) as deals, sum(d.own) as amount,
        count(*) filter (where d.elsewhere) as elsewhere, array[${sql.join(places)}] as seconds
      from (${deals}) d group by 1, 2),
    stood as (
      select w.deals, w.amount, w.elsewhere, s.id as standing, s.kind, at.stage, at.stays, at.seconds
      from ways w join stages s on s.id = w.stage_id join paths p on p.id = w.path_id
      cross join lateral unnest(p.stages, p.stays, w.seconds) as at (stage, stays, seconds) where at.stage is not null
      union all
      select w.deals, w.amount, w.elsewhere, s.id, s.kind, null, null, null from ways w join stages s on s.id = w.stage_id)
    select stage, sum(deals)::int as deals, round(coalesce(sum(amount), 0), 2)::text as amount, sum(elsewhere)::int as elsewhere,
      coalesce(sum(deals) filter (where kind = 'won'), 0)::int as won,
      coalesce(sum(deals) filter (where kind = 'lost'), 0)::int as lost,
      coalesce(sum(deals) filter (where kind = 'open'), 0)::int as open,
      coalesce(sum(deals) filter (where standing = stage), 0)::int as standing,
      round(sum(seconds) / nullif(sum(stays * deals), 0) / 86400, 1)::float as days
    from stood group by stage`).execute(work.db);
  const all = rows.find(({ stage }) => stage === null);
  const { deals: count = 0, amount = "0", elsewhere = 0 } = all ?? {};
  return {
    opened: { count, amount: dealAmount(work).isSeen ? amount : null, elsewhere },
    stays: new Map(rows.flatMap((row) => (row.stage === null ? [] : [[row.stage, row]]))),
  };
}

/** In how many stages a deal has stood at most; at least one, for the sake of the statement. */
async function longestPath(work: Work): Promise<number> {
  const { rows } = await sql<{ places: number | null }>`
    select max(cardinality(stages)) as places from paths`.execute(work.db);
  return Math.max(1, rows[0]?.places ?? 1);
}

async function pipelineAsked(work: Work, id: string | undefined): Promise<Funnel["pipeline"]> {
  const request: ListRequest = { limit: 1, fields: "name", ...(id ? { ids: [id] } : { sort: "position" }) };
  const [found] = (await list(work, "pipeline", request)).data;
  if (!found && id) throw new AppError("not_found", { params: { object: "pipeline" } });
  return found ? { id: found.id, title: (found["name"] as string | undefined) ?? null } : null;
}

async function stagesOf(work: Work, pipeline: string): Promise<StageRow["stage"][]> {
  const { data } = await list(work, "stage", {
    filter: { field: "pipeline", op: "is", value: pipeline },
    sort: "position",
    fields: "name,kind",
    limit: 200,
  });
  return data.map(({ id, name, kind }) => ({
    id,
    title: (name as string | undefined) ?? null,
    kind: String(kind),
  }));
}
