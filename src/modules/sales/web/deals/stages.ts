import type { LinkValue, RecordData } from "#records/contract";
import { useRecords } from "#records/web";
import type { StageGoal } from "./bringing.ts";

export interface StageStep extends StageGoal {
  readonly name: string;
  readonly probability: number;
}

/** The stages of the pipeline that the deal is in, in order. */
export function useStages(deal: RecordData): readonly StageStep[] {
  const pipeline = (deal.pipeline as LinkValue | null | undefined)?.id;
  const { rows } = useRecords("stage", {
    sort: "position",
    limit: 100,
    filter: { field: "pipeline", op: "is", value: pipeline ?? "" },
    enabled: pipeline !== undefined,
  });
  return rows.map((stage) => ({
    id: stage.id,
    name: String(stage.name),
    kind: stage.kind as StageGoal["kind"],
    probability: Number(stage.probability ?? 0),
  }));
}
