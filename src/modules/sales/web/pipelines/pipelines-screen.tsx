import { Button, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { SettingsScreen } from "#platform/web";
import type { RecordData } from "#records/contract";
import { useCreateRecord, useLiveRecords, useObject, useRecords, useTotals } from "#records/web";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { ClosingSection } from "./closing-section.tsx";
import { PipelineCard } from "./pipeline-card.tsx";

/** The pipelines of the organisation and their stages: names, order, kinds, probabilities. */
export default function PipelinesScreen() {
  const t = useT();
  const { grant } = useObject("pipeline");
  const pipelines = useRecords("pipeline", { sort: "position" });
  const stages = useRecords("stage", { sort: "position", limit: 200 });
  const deals = useTotals("deal", { group: "stage" });
  const create = useCreateRecord("pipeline");
  useLiveRecords("pipeline");
  useLiveRecords("stage");
  const dealsIn = new Map(deals.data?.map(({ group, count }) => [group, count]));
  const [added, setAdded] = useState("");
  async function add(): Promise<void> {
    try {
      setAdded((await create({ name: t("sales.pipelines.new") })).id);
    } catch (problem) {
      notifyProblem(problem);
    }
  }
  return (
    <SettingsScreen
      wide
      reads
      title={t("sales.pipelines.title")}
      actions={
        grant.create && (
          <Button leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => void add()}>
            {t("sales.pipelines.add")}
          </Button>
        )
      }
    >
      <Stack gap="lg">
        <Text c="dimmed" maw={640}>
          {t("sales.pipelines.text")}
        </Text>
        {pipelines.rows.map((pipeline) => (
          <PipelineCard
            key={pipeline.id}
            pipeline={pipeline}
            stages={stages.rows.filter((stage) => pipelineOf(stage) === pipeline.id)}
            dealsIn={dealsIn}
            isNew={pipeline.id === added}
          />
        ))}
        <ClosingSection />
      </Stack>
    </SettingsScreen>
  );
}

function pipelineOf(stage: RecordData): string | undefined {
  return (stage.pipeline as { readonly id: string } | null)?.id;
}
