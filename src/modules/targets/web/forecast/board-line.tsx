import { Link } from "@tanstack/react-router";
import type { Filter } from "#kernel/filter";
import type { BoardTopProps } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { forecastRecords, readForecastLine } from "../../contract/forecast.ts";
import { periodAt } from "../../contract/periods.ts";
import { usePeriodTitle } from "../period-switch.tsx";
import styles from "../targets.module.css";
import { useFollowDeals, useRead } from "../use-read.ts";
import { dayIn } from "#kernel/period";

/** Above the board: what this quarter comes to, of the pipeline and the owner that the board is of. */
export function BoardLine({ filter }: BoardTopProps) {
  const t = useT();
  const format = useFormat();
  const title = usePeriodTitle();
  const { timeZone } = useSession().user;
  const scope = scopeOf(filter);
  useFollowDeals();
  const { data } = useRead(readForecastLine, { query: { unit: "quarter", ...scope } });
  if (!data) return <div className={styles.line}>&nbsp;</div>;
  const { figures, currency, target } = data;
  const money = (amount: string | null) =>
    amount === null ? "–" : format.money({ amount, currency }, { whole: true });
  const period = periodAt("quarter", dayIn(timeZone));
  const shown = [
    ["won", figures.won.amount],
    ["commit", figures.commit.amount],
    ["best_case", figures.best_case.amount],
    ["weighted", figures.weighted],
    ["expected", figures.expected],
    ["target", target],
  ] as const;
  return (
    <div className={styles.line} role="group" aria-label={t("targets.forecast.title")}>
      <Link to="/forecast" className={styles.lineFigure}>
        <strong>{title(period)}</strong>
      </Link>
      {shown.map(([key, amount]) => {
        if (amount === null && (key === "target" || key === "expected")) return null;
        const inside = (
          <>
            <span>{t(`targets.forecast.${key}`)}</span> {money(amount)}
          </>
        );
        return key === "won" || key === "commit" || key === "best_case" ? (
          <Link
            key={key}
            to="/deals"
            search={{ filter: forecastRecords(period, key, filter ?? undefined), kind: "table" } as never}
            className={styles.lineFigure}
          >
            {inside}
          </Link>
        ) : (
          <span key={key} className={styles.lineFigure}>
            {inside}
          </span>
        );
      })}
    </div>
  );
}

/** What of a board's filter the forecast can follow: its pipeline and its owner. */
function scopeOf(filter: Filter | null): { pipeline?: string; owner?: string; mine?: boolean } {
  const clauses = filter === null ? [] : "and" in filter ? filter.and : [filter];
  const scope: { pipeline?: string; owner?: string; mine?: boolean } = {};
  for (const clause of clauses) {
    if (!("field" in clause) || clause.op !== "is") continue;
    if (clause.field === "pipeline" && typeof clause.value === "string") scope.pipeline = clause.value;
    if (clause.field === "owner" && typeof clause.value === "string") scope.owner = clause.value;
    if (clause.field === "owner" && typeof clause.value === "object" && "me" in clause.value)
      scope.mine = true;
  }
  return scope;
}
