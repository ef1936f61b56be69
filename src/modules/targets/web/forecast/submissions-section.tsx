import type { OutputOf } from "#kernel/action";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { readSubmissions } from "../../contract/forecast.ts";
import type { Period } from "../../contract/periods.ts";
import styles from "../targets.module.css";
import { useRead } from "../use-read.ts";

type Submission = OutputOf<typeof readSubmissions>["data"][number];

/** What was said of the period: when, for whom, by whom and why, newest first, each beside what was said before it. */
export function SubmissionsSection({
  period,
  currency,
}: {
  readonly period: Period;
  readonly currency: string;
}) {
  const t = useT();
  const format = useFormat();
  const { data } = useRead(readSubmissions, { query: { unit: period.unit, on: period.from } });
  if (!data) return null;
  const money = (amount: string) => format.money({ amount, currency }, { whole: true });
  return (
    <section className={styles.section}>
      <h2 className={styles.sectionTitle}>{t("targets.submissions.title")}</h2>
      {data.data.length === 0 ? (
        <p className={styles.note}>{t("targets.submissions.none")}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                {["at", "whose", "by"].map((key) => (
                  <th key={key} scope="col" className={styles.words}>
                    {t(`targets.submissions.${key}`)}
                  </th>
                ))}
                <th scope="col">{t("targets.submissions.amount")}</th>
                <th scope="col">{t("targets.submissions.change")}</th>
                <th scope="col" className={styles.words}>
                  {t("targets.forecast.note")}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.data.map((one, at) => {
                const change = changeOf(one, data.data.slice(at + 1));
                return (
                  <tr key={`${one.subject.id}${one.at}`}>
                    <th scope="row">{format.dateTime(one.at)}</th>
                    <td className={styles.words}>{one.subject.title}</td>
                    <td className={styles.words}>{one.by ?? "–"}</td>
                    <td>{money(one.amount)}</td>
                    <td>{change === null ? "–" : money(String(change))}</td>
                    <td className={styles.said}>{one.note}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** By how much it is more than what was said of the same before; null where nothing was. */
function changeOf({ subject, amount }: Submission, earlier: readonly Submission[]): number | null {
  const before = earlier.find((one) => one.subject.id === subject.id);
  return before ? Number(amount) - Number(before.amount) : null;
}
