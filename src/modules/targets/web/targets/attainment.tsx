import { useState } from "react";
import { dayIn } from "#kernel/period";
import { useFormat } from "#web/format.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { periodAt } from "../../contract/periods.ts";
import { readAttainment } from "../../contract/targets.ts";
import { PeriodSwitch } from "../period-switch.tsx";
import styles from "../targets.module.css";
import { useRead } from "../use-read.ts";
import { Multiple } from "./multiple.tsx";

/** How far the targets of a period are reached, small and side by side. */
export function Attainment() {
  const t = useT();
  const format = useFormat();
  const { timeZone } = useSession().user;
  const [period, setPeriod] = useState(() => periodAt("month", dayIn(timeZone)));
  const { data } = useRead(readAttainment, { query: { unit: period.unit, on: period.from } });
  return (
    <section className={styles.section}>
      <div className={styles.bar}>
        <h2 className={styles.sectionTitle}>{t("targets.attainment.title")}</h2>
        <PeriodSwitch period={period} onChange={setPeriod} />
        {data && (
          <span className={styles.note}>
            {t("targets.attainment.passed", { part: format.percent(Math.round(data.passed * 100)) })}
          </span>
        )}
      </div>
      {data?.rows.length === 0 && <p className={styles.note}>{t("targets.attainment.none")}</p>}
      <div className={styles.multiples}>
        {data?.rows.slice(0, 60).map((row) => (
          <Multiple
            key={JSON.stringify([row.subject.id, row.product?.id, row.category?.id, row.measure])}
            row={row}
            currency={data.currency}
          />
        ))}
      </div>
    </section>
  );
}
