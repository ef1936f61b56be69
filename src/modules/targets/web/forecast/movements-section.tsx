import { Link } from "@tanstack/react-router";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { type MovedDeal, movements, readMovements } from "../../contract/movements.ts";
import type { Period } from "../../contract/periods.ts";
import styles from "../targets.module.css";
import { useRead } from "../use-read.ts";

interface MovementsSectionProps {
  readonly period: Period;
  readonly since: string;
  /** When the snapshot was taken. */
  readonly takenAt: string;
}

/** Which deals came into the forecast since a snapshot, went, changed, were won and lost. */
export function MovementsSection({ period, since, takenAt }: MovementsSectionProps) {
  const t = useT();
  const format = useFormat();
  const { data } = useRead(readMovements, { query: { unit: period.unit, on: period.from, since } });
  if (!data) return null;
  const { currency, totals, isKept, left } = data;
  const money = (amount: string | null) =>
    amount === null ? "–" : format.money({ amount, currency }, { whole: true });
  const told = isKept
    ? movements.flatMap((movement) => totals.find((total) => total.movement === movement) ?? [])
    : [];
  return (
    <section className={styles.section}>
      <h2 className={styles.sectionTitle}>
        {t("targets.snapshots.title", { moment: format.dateTime(takenAt) })}
      </h2>
      {told.length === 0 && (
        <p className={styles.note}>{t(`targets.snapshots.${isKept ? "none" : "gone"}`)}</p>
      )}
      {told.length > 0 && (
        <>
          <ul className={styles.multiples}>
            {told.map(({ movement, count, amount }) => (
              <li key={movement} className={styles.multiple}>
                <span className={styles.note}>
                  {t(`targets.snapshots.movements.${movement}`)} · {format.number(count)}
                </span>
                <strong>{money(amount)}</strong>
              </li>
            ))}
          </ul>
          <div className={styles.scroll}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t("targets.snapshots.deal")}</th>
                  <th scope="col" className={styles.words}>
                    {t("targets.subject.user")}
                  </th>
                  <th scope="col" className={styles.words}>
                    {t("targets.snapshots.movement")}
                  </th>
                  {["before", "after", "gain"].map((key) => (
                    <th key={key} scope="col">
                      {t(`targets.snapshots.${key}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.data.map((moved) => (
                  <MovedRow key={moved.deal.id} moved={moved} money={money} />
                ))}
              </tbody>
            </table>
          </div>
          {left > 0 && <p className={styles.note}>{t("targets.snapshots.left", { count: left })}</p>}
        </>
      )}
    </section>
  );
}

interface MovedRowProps {
  readonly moved: MovedDeal;
  readonly money: (amount: string | null) => string;
}

function MovedRow({ moved, money }: MovedRowProps) {
  const t = useT();
  const { deal, owner, movement, before, after, isRemoved } = moved;
  const look = (of: MovedDeal["before"]) =>
    of && (
      <>
        <span className={styles.note}>{t(`targets.forecast.${of.category}`)}</span> {money(of.amount)}
      </>
    );
  const gain = Number(after?.amount ?? 0) - Number(before?.amount ?? 0);
  return (
    <tr>
      <th scope="row" title={deal.title ?? undefined}>
        {isRemoved ? (
          deal.title
        ) : (
          <Link to={`/deals/${deal.id}` as string} className={styles.figure}>
            {deal.title}
          </Link>
        )}
      </th>
      <td className={styles.words}>{owner ?? "–"}</td>
      <td className={styles.words}>{t(`targets.snapshots.movements.${movement}`)}</td>
      <td>{look(before) ?? "–"}</td>
      <td>{look(after) ?? "–"}</td>
      <td>{(before ?? after)?.amount == null ? "–" : money(String(gain))}</td>
    </tr>
  );
}
