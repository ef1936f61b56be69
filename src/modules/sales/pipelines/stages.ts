import { sql } from "kysely";
import type { Work } from "#records";
import { permits } from "#records/contract";

export interface Stage {
  readonly id: string;
  readonly name: string;
  readonly pipeline: string;
  readonly kind: "open" | "won" | "lost";
  readonly probability: number;
  /** After so many days a deal is stuck here. */
  readonly daysLimit: number | null;
  /** Whether something is needed on the way in, and whether something is to be done here. */
  readonly requires: boolean;
  readonly plays: boolean;
  /** Whether the actor sells in its pipeline. */
  readonly sells: boolean;
}

/** The stages of all pipelines, in the order of the board; the first pipeline is the default one. */
export async function allStages(work: Work): Promise<readonly Stage[]> {
  const { rows } = await sql<Stage>`
    select ${stageColumns(work)} from stages s join pipelines p on p.id = s.pipeline_id
    where s.archived_at is null and p.archived_at is null
    order by p.position, p.id, s.position, s.id`.execute(work.db);
  return rows;
}

/** A stage that was put away, in which a deal may still stand. */
export async function stageGone(work: Work, id: string | undefined): Promise<Stage | undefined> {
  const { rows } = await sql<Stage>`
    select ${stageColumns(work)} from stages s join pipelines p on p.id = s.pipeline_id
    where s.id = ${id ?? null}::uuid`.execute(work.db);
  return rows[0];
}

function stageColumns(work: Work) {
  return sql`s.id, s.name, s.pipeline_id as pipeline, s.kind, s.probability::float as probability, s.days_limit as "daysLimit",
    exists (select 1 from stage_requirements r where r.stage_id = s.id and r.archived_at is null) as requires,
    exists (select 1 from playbook_steps b where b.stage_id = s.id and b.archived_at is null) as plays,
    (${sellsAnywhere(work)} or p.sold_by = 'everyone' or exists (select 1 from pipeline_teams t
      where t.pipeline_id = p.id and t.team_id = any(${work.actor.teamIds ?? []}::uuid[]))) as sells`;
}

// Files and the product itself bring in what there is; who sets how the organisation works may do it, too.
function sellsAnywhere({ actor, source }: Work): boolean {
  return (
    source === "import" ||
    source === "system" ||
    source === "rule" ||
    permits(actor.rights, "settings:change")
  );
}

/** The first stage of `kind`, of one pipeline or, without it, of the default one. */
export function firstStage(
  stages: readonly Stage[],
  kind: Stage["kind"],
  pipeline?: string | null,
): Stage | undefined {
  const within = pipeline ?? stages[0]?.pipeline;
  return stages.find((stage) => stage.kind === kind && stage.pipeline === within);
}
