import { sql } from "kysely";
import type { OutputOf, QueryOf } from "#kernel/action";
import { allOf, type Filter } from "#kernel/filter";
import { type ListRequest, list, type Work } from "#records";
import { grantOn } from "#records/contract";
import { AppError } from "#kernel/error";
import type { readFunnel, StageRow } from "../contract/reports.ts";
import type { Sum } from "../contract/scope.ts";
import { dealAmount, dealsWhere, scopeFilter } from "../deals-seen/deals-in-scope.ts";
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
  readonly stage: string;
  readonly deals: number;
  readonly amount: string | null;
  readonly elsewhere: number;
  readonly won: number;
  readonly lost: number;
  readonly open: number;
  readonly standing: number;
  readonly days: number | null;
}

/** Of each stage: which deals stood there, each once however often it came back, and how long the stays took that are over. */
async function staysOf(
  work: Work,
  filter: Filter,
): Promise<{ readonly opened: Sum; readonly stays: ReadonlyMap<string, Stay> }> {
  if (grantOn(work.actor.rights, "stage_change").read === "none")
    throw new AppError("not_found", { params: { object: "stage_change" } });
  const { own, isElsewhere, isSeen } = dealAmount(work);
  const opened = sql`
    select d.id, d.stage_id, s.kind, ${own} as own, ${isElsewhere} as elsewhere
    from deals d join stages s on s.id = d.stage_id where ${dealsWhere(work, filter)}`;
  const { rows: sums } = await sql<Sum>`
    select count(*)::int as count, round(coalesce(sum(o.own), 0), 2)::text as amount,
      (count(*) filter (where o.elsewhere))::int as elsewhere
    from (${opened}) o`.execute(work.db);
  // What is known of a deal goes along as its stays are put together: joined afterwards, it would be read from disk.
  const { rows } = await sql<Stay>`
    select c.stage_id as stage, count(*)::int as deals,
      round(coalesce(sum(c.own), 0), 2)::text as amount, (count(*) filter (where c.elsewhere))::int as elsewhere,
      (count(*) filter (where c.kind = 'won'))::int as won, (count(*) filter (where c.kind = 'lost'))::int as lost,
      (count(*) filter (where c.kind = 'open'))::int as open,
      (count(*) filter (where c.standing = c.stage_id))::int as standing,
      round((sum(c.seconds) / nullif(sum(c.ended), 0) / 86400)::numeric, 1)::float as days
    from (
      select c.deal_id, c.stage_id, o.own, o.elsewhere, o.kind, o.stage_id as standing, count(c.left_at) as ended,
        sum(extract(epoch from c.left_at)::float8 - extract(epoch from c.entered_at)::float8) as seconds
      from (${opened}) o join stage_changes c on c.deal_id = o.id and c.archived_at is null
      group by 1, 2, 3, 4, 5, 6) c
    group by 1`.execute(work.db);
  const { count = 0, amount = "0", elsewhere = 0 } = sums[0] ?? {};
  return {
    opened: { count, amount: isSeen ? amount : null, elsewhere },
    stays: new Map(rows.map((row) => [row.stage, row])),
  };
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
