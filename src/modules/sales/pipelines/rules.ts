import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { changes, type Draft, type ObjectRules, tellByRule, type Work } from "#records";
import { giveStages } from "./standard-pipeline.ts";

export const pipelineRules: ObjectRules = {
  async prepare(work: Work, drafts: readonly Draft[]): Promise<void> {
    const added = drafts.filter(({ before, values }) => !before && values["position"] == null);
    if (added.length === 0) return;
    const { rows } = await sql<{
      next: number;
    }>`select coalesce(max(position) + 1, 0) as next from pipelines`.execute(work.db);
    let next = rows[0]?.next ?? 0;
    for (const { values } of added) values["position"] = next++;
  },
  async followUp(work, drafts) {
    await giveStages(
      work,
      drafts.flatMap(({ id, before }) => (before ? [] : [id])),
    );
    const kept = drafts.filter(({ values }) => "seen_by" in values || "teams" in values);
    await keepToTeams(
      work,
      kept.map(({ id }) => id),
    );
  },
  leavesRows: true,
};

/** What only certain teams see is, for all others, not there. */
async function keepToTeams(work: Work, pipelines: readonly string[]): Promise<void> {
  if (pipelines.length === 0) return;
  await sql`delete from kept_records k using pipelines p
    where k.record_id = p.id and p.id = any(${pipelines}::uuid[]) and p.seen_by = 'everyone'`.execute(
    work.db,
  );
  await sql`insert into kept_records (record_id, object, team_ids)
    select p.id, 'pipeline', array(select team_id from pipeline_teams t where t.pipeline_id = p.id order by 1)
    from pipelines p where p.id = any(${pipelines}::uuid[]) and p.seen_by = 'teams'
    on conflict (record_id) do update set team_ids = excluded.team_ids`.execute(work.db);
}

export const stageRules: ObjectRules = {
  async prepare(work, drafts) {
    await refuseInUse(work, drafts);
    await placeLast(work, drafts);
    for (const { values, before } of drafts) values["probability"] = probabilityOf(values, before);
  },
  /** A stage in which deals stand cannot be put away from under them. */
  async moved(work, ids, into) {
    if (into !== "bin") return;
    // What an import made goes with its deals, which are in the bin by then.
    await refuseWithDeals(work, ids, work.undoes === undefined ? "all" : "in use");
    await refuseIncomplete(work, ids);
  },
  /** Deals show the probability of the stage they stand in, also after it was changed. */
  async followUp(work, drafts) {
    await settleLimits(work, drafts);
    const turned = drafts.filter((draft) => draft.before && changes(draft, "kind"));
    await refuseIncomplete(
      work,
      turned.map(({ id }) => id),
    );
    const changed = drafts.filter(
      ({ before, values }) => before && before["probability"] !== values["probability"],
    );
    if (changed.length === 0) return;
    const ids = changed.map(({ id }) => id);
    const { rows } = await sql<{ id: string; from: number | null; to: number }>`
      update deals d set probability = s.probability from stages s, deals before
      where s.id = d.stage_id and s.id = any(${ids}::uuid[]) and before.id = d.id
        and d.probability is distinct from s.probability
      returning d.id, before.probability::float as "from", d.probability::float as "to"`.execute(work.db);
    const told = rows.map(({ id, from, to }) => ({ id, changes: { probability: { from, to } } }));
    await tellByRule(work, "deal", "changed", told);
  },
};

/** Deals are stuck by the limit of the stage they stand in, also after it was changed. */
async function settleLimits(work: Work, drafts: readonly Draft[]): Promise<void> {
  const ids = drafts.filter((draft) => draft.before && changes(draft, "days_limit")).map(({ id }) => id);
  if (ids.length === 0) return;
  await sql`update deals d set stuck_at = d.stage_entered_at + make_interval(days => s.days_limit)
    from stages s where s.id = d.stage_id and s.id = any(${ids}::uuid[]) and s.kind = 'open'`.execute(
    work.db,
  );
}

// What is won is certain, and so is what is lost.
function probabilityOf(values: Draft["values"], before: Draft["before"]): unknown {
  const kind = values["kind"] ?? before?.["kind"] ?? "open";
  if (kind === "won") return 100;
  if (kind === "lost") return 0;
  return values["probability"] ?? before?.["probability"] ?? 0;
}

/** A stage with deals in it stays of its kind and in its pipeline: they would be won or lost unasked. */
async function refuseInUse(work: Work, drafts: readonly Draft[]): Promise<void> {
  const turned = drafts.filter(
    ({ before, values }) =>
      before &&
      (["kind", "pipeline"] as const).some(
        (field) => values[field] !== undefined && values[field] !== before[field],
      ),
  );
  if (turned.length > 0)
    await refuseWithDeals(
      work,
      turned.map(({ id }) => id),
    );
}

async function refuseWithDeals(
  work: Work,
  stages: readonly string[],
  which: "all" | "in use" = "all",
): Promise<void> {
  const { rows } = await sql`
    select 1 from deals where stage_id = any(${stages}::uuid[])
      and (${which === "all"} or archived_at is null) limit 1`.execute(work.db);
  if (rows.length > 0) throw new AppError("stage_in_use");
}

/** A pipeline in use keeps a stage where deals begin, one that wins and one that loses: without, none could be closed. */
async function refuseIncomplete(work: Work, touched: readonly string[]): Promise<void> {
  if (touched.length === 0) return;
  const { rows } = await sql`
    select 1 from pipelines p where p.archived_at is null
      and p.id in (select pipeline_id from stages where id = any(${touched}::uuid[]))
      and (select count(distinct kind) from stages s where s.pipeline_id = p.id and s.archived_at is null) < 3
    limit 1`.execute(work.db);
  if (rows.length > 0) throw new AppError("pipeline_incomplete");
}

async function placeLast(work: Work, drafts: readonly Draft[]): Promise<void> {
  const added = drafts.filter(({ before, values }) => !before && values["position"] == null);
  if (added.length === 0) return;
  const { rows } = await sql<{ pipeline: string; next: number }>`
    select pipeline_id as pipeline, max(position) + 1 as next from stages group by pipeline_id`.execute(
    work.db,
  );
  const positions = new Map(rows.map(({ pipeline, next }) => [pipeline, next]));
  for (const { values } of added) {
    const pipeline = String(values["pipeline"]);
    values["position"] = positions.get(pipeline) ?? 0;
    positions.set(pipeline, Number(values["position"]) + 1);
  }
}
