import { Button, Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCircleX, IconTrophy } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { LinkValue, RecordData } from "#records/contract";
import { type RecordSlotProps, useObject, useRecordRights } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useDealActs } from "./acting.ts";
import { outcomeOf } from "./bringing.ts";
import styles from "./deals.module.css";
import { StageSheet } from "./stage-sheet.tsx";
import { type StageStep, useStages } from "./stages.ts";

/** The way of a deal through its pipeline: where it stands, one click to the next stage, won or lost at the end. */
export function StagePath({ record: deal }: RecordSlotProps) {
  const t = useT();
  const stages = useStages(deal);
  const acts = useDealActs();
  const [mayMove, mayClose] = [useCan("deals:move"), useCan("deals:close")];
  const [asking, setAsking] = useState<StageStep | null>(null);
  const current = (deal.stage as LinkValue | null)?.id;
  const open = stages.filter(({ kind }) => kind === "open");
  const at = open.findIndex(({ id }) => id === current);
  const outcome = outcomeOf(deal);
  const end = (kind: "won" | "lost") => stages.find((stage) => stage.kind === kind);
  const [won, lost] = [end("won"), end("lost")];
  const { change } = useRecordRights(useObject("deal"), deal);
  const frozen = Boolean(deal.archived_at) || !change;

  return (
    <div className={styles.path}>
      <ol className={styles.steps} aria-label={t("sales.stage_path")}>
        {open.map((stage, index) => (
          <Step
            key={stage.id}
            stage={stage}
            state={outcome === "won" || index < at ? "past" : index === at ? "now" : "ahead"}
            deal={deal}
            onGo={mayMove && !frozen && stage.id !== current ? () => setAsking(stage) : undefined}
          />
        ))}
      </ol>
      {outcome === "open" ? (
        <div className={styles.ends}>
          {won && mayClose && !frozen && (
            <Button
              size="xs"
              color="green"
              variant="light"
              leftSection={<IconTrophy size={14} stroke={1.5} />}
              onClick={() => setAsking(won)}
            >
              {t("sales.won")}
            </Button>
          )}
          {lost && mayClose && !frozen && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconCircleX size={14} stroke={1.5} />}
              onClick={() => setAsking(lost)}
            >
              {t("sales.lost")}
            </Button>
          )}
        </div>
      ) : (
        <Closed
          deal={deal}
          outcome={outcome}
          onReopen={mayClose && !frozen ? () => void acts.reopen(deal) : undefined}
        />
      )}
      {asking && (
        <StageSheet
          record={deal}
          stage={asking}
          onCancel={() => setAsking(null)}
          onAnswer={(closure) => {
            setAsking(null);
            void acts.bring(deal, asking, closure as object);
          }}
        />
      )}
    </div>
  );
}

interface StepProps {
  readonly stage: StageStep;
  readonly state: "past" | "now" | "ahead";
  readonly deal: RecordData;
  readonly onGo: (() => void) | undefined;
}

function Step({ stage, state, deal, onGo }: StepProps) {
  const t = useT();
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const row = ref.current?.parentElement;
    if (state === "now" && row) row.scrollLeft = (ref.current?.offsetLeft ?? 0) - row.clientWidth / 3;
  }, [state]);
  const days = Math.max(0, Math.floor((Date.now() - Date.parse(String(deal.stage_entered_at))) / 86_400_000));
  const isStuck =
    state === "now" && typeof deal.stuck_at === "string" && Date.parse(deal.stuck_at) <= Date.now();
  return (
    <li ref={ref} className={styles.step} data-state={state}>
      <UnstyledButton
        className={styles.stepButton}
        disabled={!onGo}
        aria-current={state === "now" ? "step" : undefined}
        onClick={onGo}
      >
        {state === "past" && <IconCheck size={12} stroke={2} aria-hidden />}
        <span className={styles.stepName} title={stage.name}>
          {stage.name}
        </span>
        {state === "now" && Number.isFinite(days) && (
          <span className={styles.days}>{t("sales.stage_days", { count: days })}</span>
        )}
        {isStuck && (
          <Tooltip label={t("sales.stuck")}>
            <IconAlertTriangle size={14} stroke={2} role="img" aria-label={t("sales.stuck")} />
          </Tooltip>
        )}
      </UnstyledButton>
    </li>
  );
}

interface ClosedProps {
  readonly deal: RecordData;
  readonly outcome: "won" | "lost";
  readonly onReopen: (() => void) | undefined;
}

function Closed({ deal, outcome, onReopen }: ClosedProps) {
  const t = useT();
  const { date } = useFormat();
  const day = deal.closed_on ? date(String(deal.closed_on)) : null;
  return (
    <div className={styles.ends}>
      <span className={styles.outcome} data-outcome={outcome}>
        {outcome === "won" ? <IconTrophy size={14} stroke={1.5} /> : <IconCircleX size={14} stroke={1.5} />}
        {day ? t(`sales.${outcome}_on`, { date: day }) : t(`sales.${outcome}_without_day`)}
      </span>
      {onReopen && (
        <Button size="xs" variant="default" onClick={onReopen}>
          {t("sales.reopen")}
        </Button>
      )}
    </div>
  );
}
