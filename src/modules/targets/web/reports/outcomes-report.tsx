import { useOptionTitle } from "#records/web";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { type Breakdown, outcomeRecords, type OutcomeRow, readOutcomes } from "../../contract/reports.ts";
import type { Sum } from "../../contract/scope.ts";
import { DealsLink } from "../deals-link.tsx";
import styles from "../targets.module.css";
import { useRead } from "../use-read.ts";
import type { ReportAsked } from "./reports-screen.tsx";

interface OutcomesReportProps {
  readonly by: Breakdown;
  readonly asked: Omit<ReportAsked, "report">;
}

/** Won and lost deals by one thing: each figure opens its deals, a bar beside it compares them. */
export function OutcomesReport({ by, asked }: OutcomesReportProps) {
  const t = useT();
  const format = useFormat();
  const optionTitle = useOptionTitle();
  const { data } = useRead(readOutcomes, { query: { by, ...asked } });
  if (!data) return null;
  if (data.rows.length === 0)
    return (
      <EmptyState icon="chart-bar" title={t("targets.reports.none")} text={t("targets.reports.none_text")} />
    );
  // What was won was not lost for a reason.
  const tellsWon = by !== "reason";
  const columns = tellsWon
    ? ["won", "won_amount", "lost", "lost_amount", "rate", "days"]
    : ["lost", "lost_amount"];
  const most = Math.max(1, ...data.rows.map(({ won, lost }) => won.count + lost.count));
  const title = (row: OutcomeRow) => {
    if (row.key === null) return t("targets.reports.nothing");
    if (by === "month") return format.month(row.key);
    if (by === "reason") return optionTitle("deal", "lost_reason", row.key);
    if (by === "source") return optionTitle("deal", "source", row.key);
    return row.title ?? row.key;
  };
  const line = (row: OutcomeRow | null, figures: Omit<OutcomeRow, "key" | "title">) => (
    <>
      {tellsWon && (
        <>
          <td>
            <DealsLink filter={outcomeRecords(data, row, "won")}>
              {format.number(figures.won.count)}
            </DealsLink>
          </td>
          <td>{money(figures.won)}</td>
        </>
      )}
      <td>
        <DealsLink filter={outcomeRecords(data, row, "lost")}>{format.number(figures.lost.count)}</DealsLink>
      </td>
      <td>{money(figures.lost)}</td>
      {tellsWon && (
        <>
          <td>{rate(figures)}</td>
          <td>{figures.days === null ? "–" : format.decimal(figures.days, 1)}</td>
        </>
      )}
    </>
  );
  const money = ({ amount }: Sum) =>
    amount === null ? "–" : format.money({ amount, currency: data.currency }, { whole: true });
  const rate = ({ won, lost }: Pick<OutcomeRow, "won" | "lost">) =>
    won.count + lost.count === 0 ? "–" : format.percent((won.count / (won.count + lost.count)) * 100);
  return (
    <>
      <p className={styles.note}>
        {format.date(data.from)} – {format.date(data.to)}
        {data.total.won.elsewhere + data.total.lost.elsewhere > 0 &&
          ` · ${t("targets.reports.elsewhere", { count: data.total.won.elsewhere + data.total.lost.elsewhere })}`}
      </p>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t(`targets.reports.heads.${by}`)}</th>
              <th scope="col" aria-hidden="true" />
              {columns.map((key) => (
                <th key={key} scope="col">
                  {t(`targets.reports.columns.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className={styles.strong}>
              <th scope="row">{t("targets.reports.all")}</th>
              <td />
              {line(null, data.total)}
            </tr>
            {data.rows.map((row) => (
              <tr key={row.key ?? ""}>
                <th scope="row" title={title(row)}>
                  {title(row)}
                </th>
                <td aria-hidden="true">
                  <Bars won={row.won.count / most} lost={row.lost.count / most} />
                </td>
                {line(row, row)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data.left > 0 && <p className={styles.note}>{t("targets.reports.left", { count: data.left })}</p>}
    </>
  );
}

/** Won beside lost, as parts of the longest row. */
function Bars({ won, lost }: { readonly won: number; readonly lost: number }) {
  return (
    <span className={styles.pair}>
      <span className={styles.fill} style={{ width: `${won * 100}%` }} />
      <span className={styles.fill} data-tone="lost" style={{ width: `${lost * 100}%` }} />
    </span>
  );
}
