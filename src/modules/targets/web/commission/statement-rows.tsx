import { Link } from "@tanstack/react-router";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { readStatement, type StatementRow, type StatementSummary } from "../../contract/commission.ts";
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
  const isInvoiced = data.plan.base === "invoice_paid";
  const why = ({ reason, amount }: StatementRow) => {
    if (!isInvoiced) return `reasons.${reason ?? "earned"}`;
    return `invoice_reasons.${reason ?? (Number(amount) < 0 ? "credited" : "earned")}`;
  };
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
              <th scope="col">{t(isInvoiced ? "objects.invoice.one" : "objects.deal.one")}</th>
              {[isInvoiced ? "settled" : "day", "base", "share", "rate", "amount"].map((key) => (
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
                  <Earned row={row} />
                </th>
                <td>{format.date(row.day)}</td>
                <td>{money(row.base)}</td>
                <td>{format.percent(Number(row.share))}</td>
                <td>{format.percent(Number(row.rate))}</td>
                <td>{money(row.amount)}</td>
                <td className={styles.words}>
                  {t(`targets.commission.${why(row)}`, { day: format.month(row.earnedIn) })}
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

/** By what it was earned, opened where it may be seen. */
function Earned({ row: { deal, invoice, title } }: { readonly row: StatementRow }) {
  const opened = invoice ?? deal;
  if (!opened) return title ?? "–";
  return (
    <Link to={`/${invoice ? "invoices" : "deals"}/${opened.id}`} className={styles.figure}>
      {opened.title}
    </Link>
  );
}
