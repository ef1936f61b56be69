import { move } from "@dnd-kit/helpers";
import { DragDropProvider } from "@dnd-kit/react";
import { Button, Paper } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { RecordData } from "#records/contract";
import { useArchive, useChangeRecord, useCreateRecord, useFieldTitle, useObject } from "#records/web";
import { orderStages } from "#sales/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { NameInput } from "./name-input.tsx";
import { PipelineTeams } from "./pipeline-teams.tsx";
import styles from "./pipelines.module.css";
import { StageRow } from "./stage-row.tsx";

interface PipelineCardProps {
  readonly pipeline: RecordData;
  readonly stages: readonly RecordData[];
  /** How many deals stand in each stage, by its id. */
  readonly dealsIn: ReadonlyMap<string | null, number>;
  /** Just made: what one types is its name. */
  readonly isNew: boolean;
}

/** One pipeline: its name, and its stages to be put in order. */
export function PipelineCard({ pipeline, stages, dealsIn, isNew }: PipelineCardProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const { grant } = useObject("stage");
  const change = useChangeRecord("pipeline");
  const archive = useArchive("pipeline");
  const create = useCreateRecord("stage");
  const [order, setOrder] = useStageOrder(stages);
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const name = String(pipeline.name);
  const used = stages.some(({ id }) => dealsIn.get(id));
  const [added, setAdded] = useState("");

  /** A new stage stands before the end of the way, and one types its name at once. */
  async function add(): Promise<void> {
    try {
      const { id } = await create({ name: t("sales.pipelines.new_stage"), pipeline });
      setAdded(id);
      const ends = order.findIndex((one) => byId.get(one)?.kind !== "open");
      if (ends >= 0) await keep(order.toSpliced(ends, 0, id));
    } catch (problem) {
      notifyProblem(problem);
    }
  }

  async function keep(next: readonly string[]): Promise<void> {
    const before = order;
    setOrder(next);
    try {
      await call(orderStages, { params: { id: pipeline.id }, body: { stages: [...next] } });
    } catch (problem) {
      setOrder(before);
      notifyProblem(problem);
    }
  }

  return (
    <Paper withBorder className={styles.card} component="section" aria-label={name}>
      <div className={styles.cardHead}>
        <NameInput
          value={name}
          label={fieldTitle("pipeline", "name")}
          readOnly={grant.change === "none"}
          strong
          isNew={isNew}
          onKeep={(kept) => void change(pipeline, { name: kept })}
        />
        {!used && grant.delete !== "none" && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void archive([pipeline])}>
            {t("sales.pipelines.archive", { name })}
          </Button>
        )}
      </div>
      <PipelineTeams pipeline={pipeline} />
      <DragDropProvider
        onDragEnd={(event) => {
          if (!event.canceled) void keep(move([...order], event));
        }}
      >
        <ol className={styles.stages}>
          {order.map((id, index) => {
            const stage = byId.get(id);
            return (
              stage && (
                <StageRow
                  key={id}
                  stage={stage}
                  index={index}
                  deals={dealsIn.get(id) ?? 0}
                  isNew={id === added}
                />
              )
            );
          })}
        </ol>
      </DragDropProvider>
      {grant.create && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => void add()}
        >
          {t("sales.pipelines.add_stage")}
        </Button>
      )}
    </Paper>
  );
}

/** The order as it is kept, and while it is being changed as it will be. */
function useStageOrder(stages: readonly RecordData[]) {
  const [order, setOrder] = useState<readonly string[]>(() => stages.map(({ id }) => id));
  const kept = stages.map(({ id }) => id).join();
  useEffect(() => setOrder(kept ? kept.split(",") : []), [kept]);
  return [order, setOrder] as const;
}
