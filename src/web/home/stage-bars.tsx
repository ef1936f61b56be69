import { Link } from "@tanstack/react-router";
import { allOf, type Filter } from "#kernel/filter";
import { useRecords, useTotals } from "#records/web";
import type { LinkValue, Total } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "./numbers.module.css";
import { sumsOf } from "./sums.ts";
import { ownedBy, type Whose } from "./whose.ts";

/** Open deals by stage, in the order of the pipeline: how many, how much, and how that compares. */
export function StageBars({ whose }: { whose: Whose }) {
  const t = useT();
  const open: Filter = { field: "stage.kind", op: "is", value: "open" };
  const totals = useTotals("deal", {
    group: "stage",
    sum: ["amount"],
    filter: allOf(ownedBy(whose), open) ?? null,
  });
  const stages = useRecords("stage", {
    filter: { field: "kind", op: "is", value: "open" },
    sort: "position",
    limit: 100,
  });
  const { currency } = useSession().organisation;
  if (!totals.data || stages.isPending) return null;
  if (totals.data.every(({ count }) => count === 0))
    return <p className={styles.none}>{t("home.numbers.none_text")}</p>;

  const byStage = new Map(totals.data.map((total) => [total.group, total]));
  const worth = (total: Total | undefined) => Number(sumsOf(total, "amount", currency).own.amount);
  const largest = Math.max(...totals.data.map(worth), 1);
  const pipelines = Map.groupBy(stages.rows, (stage) => (stage.pipeline as LinkValue | null)?.title ?? "");
  return (
    <div className={styles.stages}>
      {[...pipelines].map(([pipeline, inPipeline]) => (
        <div key={pipeline} className={styles.pipeline}>
          {pipelines.size > 1 && <h3 className={styles.label}>{pipeline}</h3>}
          {inPipeline.map((stage) => (
            <StageBar
              key={stage.id}
              id={stage.id}
              name={String(stage.name)}
              total={byStage.get(stage.id)}
              share={worth(byStage.get(stage.id)) / largest}
              whose={whose}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface StageBarProps {
  readonly id: string;
  readonly name: string;
  readonly total: Total | undefined;
  /** Of the largest stage, 0 to 1. */
  readonly share: number;
  readonly whose: Whose;
}

function StageBar({ id, name, total, share, whose }: StageBarProps) {
  const format = useFormat();
  const { currency } = useSession().organisation;
  const filter = allOf(ownedBy(whose), { field: "stage", op: "is", value: id });
  return (
    <Link to="/deals" search={{ filter } as never} className={styles.stage}>
      <span className={styles.stageName}>{name}</span>
      <span className={styles.count}>{format.number(total?.count ?? 0)}</span>
      <span className={styles.sum}>
        {format.money(sumsOf(total, "amount", currency).own, { whole: true })}
      </span>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.bar} style={{ width: `${Math.max(share * 100, total?.count ? 1 : 0)}%` }} />
      </span>
    </Link>
  );
}
