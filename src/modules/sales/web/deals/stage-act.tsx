import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { LinkValue } from "#records/contract";
import { type FieldActProps, useRecord } from "#records/web";
import { useCan } from "#web/session.ts";
import { useDealActs } from "./acting.ts";
import styles from "./deals.module.css";
import { StageSheet } from "./stage-sheet.tsx";
import { type StageStep, useStages } from "./stages.ts";

/** Changes the stage of a deal in its cell of a table. */
export function StageAct({ record, onClose }: FieldActProps) {
  // A row of a table holds the fields of its columns only.
  const deal = useRecord("deal", record.id).data ?? record;
  const stages = useStages(deal);
  const acts = useDealActs();
  const mayClose = useCan("deals:close");
  const [asking, setAsking] = useState<StageStep | null>(null);
  const current = deal.stage as LinkValue | null;

  function choose(stage: StageStep): void {
    if (stage.id === current?.id) return onClose("stay");
    setAsking(stage);
  }

  if (asking) {
    return (
      <StageSheet
        record={deal}
        stage={asking}
        onCancel={() => onClose("stay")}
        onAnswer={(closure) => {
          void acts.bring(deal, asking, closure as object);
          onClose("stay");
        }}
      />
    );
  }
  return (
    <Menu
      opened
      onChange={(opened) => !opened && onClose("stay")}
      position="bottom-start"
      trapFocus
      closeOnItemClick={false}
    >
      <Menu.Target>
        <button type="button" className={styles.cell}>
          {current?.title}
        </button>
      </Menu.Target>
      <Menu.Dropdown data-portal>
        {stages.map((stage) => (
          <Menu.Item
            key={stage.id}
            disabled={stage.kind !== "open" && !mayClose}
            leftSection={<span className={styles.dot} data-kind={stage.kind} />}
            rightSection={stage.id === current?.id ? <IconCheck size={14} stroke={1.5} /> : undefined}
            onClick={() => choose(stage)}
          >
            {stage.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
