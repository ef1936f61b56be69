import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { readFunnel, stageRecords } from "../../contract/reports.ts";
import { DealsLink } from "../deals-link.tsx";
import styles from "../targets.module.css";
import { useRead } from "../use-read.ts";
import type { ReportAsked } from "./reports-screen.tsx";

/** How far the deals opened in a span of days have come: how many stood in each stage, how long, and how many of these were won. */
export function FunnelReport({ asked }: { readonly asked: Omit<ReportAsked, "report"> }) {
  const t = useT();
  const format = useFormat();
  const { data } = useRead(readFunnel, { query: asked });
  if (!data) return null;
  if (data.opened.count === 0)
    return (
      <EmptyState icon="filter" title={t("targets.reports.none")} text={t("targets.reports.none_text")} />
    );
  return (
    <>
      <p className={styles.note}>
        {[
          data.pipeline?.title,
          `${format.date(data.from)} – ${format.date(data.to)}`,
          t("targets.reports.opened", { count: data.opened.count }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("fields.deal.stage")}</th>
              <th scope="col" aria-hidden="true" />
              {["reached", "share", "amount", "stage_days", "conversion", "standing"].map((key) => (
                <th key={key} scope="col">
                  {t(`targets.reports.columns.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <tr key={row.stage.id}>
                <th scope="row">{row.stage.title}</th>
                <td aria-hidden="true">
                  <span className={styles.track}>
                    <span
                      className={styles.fill}
                      data-tone={row.stage.kind === "lost" ? "lost" : undefined}
                      style={{ width: `${row.share * 100}%` }}
                    />
                  </span>
                </td>
                <td>
                  <DealsLink filter={stageRecords(data, row.stage.id, "reached")}>
                    {format.number(row.reached.count)}
                  </DealsLink>
                </td>
                <td>{format.percent(row.share * 100)}</td>
                <td>
                  {row.reached.amount === null
                    ? "–"
                    : format.money({ amount: row.reached.amount, currency: data.currency }, { whole: true })}
                </td>
                <td>{row.days === null ? "–" : format.decimal(row.days, 1)}</td>
                <td>{row.conversion === null ? "–" : format.percent(row.conversion * 100)}</td>
                <td>
                  <DealsLink filter={stageRecords(data, row.stage.id, "standing")}>
                    {format.number(row.standing)}
                  </DealsLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
