import { sql } from "kysely";
import type { Work } from "#records";

export interface Stage {
  readonly id: string;
  readonly pipeline: string;
  readonly kind: "open" | "won" | "lost";
  readonly probability: number;
}

/** The stages of all pipelines, in the order of the board; the first pipeline is the default one. */
export async function allStages(work: Work): Promise<readonly Stage[]> {
  const { rows } = await sql<Stage>`
    select s.id, s.pipeline_id as pipeline, s.kind, s.probability::float as probability
    from stages s join pipelines p on p.id = s.pipeline_id
    where s.archived_at is null and p.archived_at is null
    order by p.position, p.id, s.position, s.id`.execute(work.db);
  return rows;
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
