import { Link } from "@tanstack/react-router";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { readStatement, type StatementSummary } from "../../contract/commission.ts";
import styles from "../targets.module.css";
import { useRead } from "../use-read.ts";

/** Each amount of a statement: by which deal, of how much, which part, at which rate, and why where it is made good. */
export function StatementRows({ summary }: { readonly summary: StatementSummary }) {
  const t = useT();
  const format = useFormat();
  const { data } = useRead(readStatement, {
    params: { id: summary.plan.id },
    query: { on: summary.period.from, user: summary.user.id },
  });
  if (!data) return null;
  const money = (amount: string | null) =>
    amount === null ? "–" : format.money({ amount, currency: data.currency });
  return (
    <section className={styles.section}>
      <h2 className={styles.sectionTitle}>
        {data.user.title} · {data.plan.name}
      </h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("objects.deal.one")}</th>
              {["day", "base", "share", "rate", "amount"].map((key) => (
                <th key={key} scope="col">
                  {t(`targets.commission.${key}`)}
                </th>
              ))}
              <th scope="col" className={styles.words}>
                {t("targets.commission.why")}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row, at) => (
              <tr key={at}>
                <th scope="row">
                  {row.deal ? (
                    <Link to={`/deals/${row.deal.id}`} className={styles.figure}>
                      {row.deal.title}
                    </Link>
                  ) : (
                    (row.title ?? "–")
                  )}
                </th>
                <td>{format.date(row.day)}</td>
                <td>{money(row.base)}</td>
                <td>{format.percent(Number(row.share))}</td>
                <td>{format.percent(Number(row.rate))}</td>
                <td>{money(row.amount)}</td>
                <td className={styles.words}>
                  {row.reason
                    ? t(`targets.commission.reasons.${row.reason}`, { day: format.month(row.earnedIn) })
                    : t("targets.commission.reasons.earned")}
                </td>
              </tr>
            ))}
            <tr className={styles.strong}>
              <th scope="row">{t("targets.commission.total")}</th>
              <td colSpan={4} />
              <td>{money(data.total)}</td>
              <td />
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}
