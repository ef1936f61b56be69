import { Button } from "@mantine/core";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { learnChances, readChances } from "../../contract/forecast.ts";
import styles from "../targets.module.css";
import { useRead, useReadAnew } from "../use-read.ts";

/** What "by history" stands on, and how well it would have told the periods that were held back from it. */
export function ChancesSection() {
  const t = useT();
  const format = useFormat();
  const { data } = useRead(readChances);
  const anew = useReadAnew();
  const mayLearn = useCan("forecast:adjust");
  if (!data) return null;
  const { state, evidence, learntAt } = data;
  const error = (predicted: number | null, actual: number | null) =>
    predicted === null || !actual ? "–" : format.percent(((predicted - actual) / actual) * 100);
  return (
    <section className={styles.section}>
      <div className={styles.bar}>
        <h2 className={styles.sectionTitle}>{t("targets.chances.title")}</h2>
        {mayLearn && (
          <Button
            size="xs"
            variant="default"
            onClick={() => void call(learnChances).then(anew).catch(notifyProblem)}
          >
            {t("targets.chances.learn")}
          </Button>
        )}
      </div>
      <p className={styles.note}>
        {t(`targets.chances.${state}`, {
          count: evidence?.deals ?? 0,
          day: learntAt ? format.date(learntAt) : "",
        })}
      </p>
      {state === "known" && evidence && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("targets.chances.held_back")}</th>
                {["deals", "brier", "plain_brier", "amount", "plain_amount"].map((key) => (
                  <th key={key} scope="col">
                    {t(`targets.chances.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {evidence.folds.map((fold) => (
                <tr key={fold.from}>
                  <th scope="row">
                    {format.date(fold.from)} – {format.date(fold.until)}
                  </th>
                  <td>{format.number(fold.deals)}</td>
                  <td>{format.decimal(fold.brier, 3)}</td>
                  <td>{format.decimal(fold.plainBrier, 3)}</td>
                  <td>{error(fold.predicted, fold.amount)}</td>
                  <td>{error(fold.plainPredicted, fold.amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
