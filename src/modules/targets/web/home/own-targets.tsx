import { Link } from "@tanstack/react-router";
import type { Whose } from "#web/home-part.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { readAttainment } from "../../contract/targets.ts";
import { Multiple } from "../targets/multiple.tsx";
import styles from "../targets.module.css";
import { useRead } from "../use-read.ts";

/** My numbers against target, or the team's and its people's, those furthest behind first. */
export function OwnTargets({ whose }: { readonly whose: Whose }) {
  const t = useT();
  const { id } = useSession().user;
  const mine = whose === "mine";
  const month = useRead(readAttainment, { query: { unit: "month", ...(mine && { mine }) } });
  const quarter = useRead(readAttainment, { query: { unit: "quarter", ...(mine && { mine }) } });
  const rows = [
    ...(month.data?.rows ?? []).map((row) => ({ row, unit: "month" })),
    ...(mine ? (quarter.data?.rows ?? []) : []).map((row) => ({ row, unit: "quarter" })),
  ].filter(({ row }) => mine || row.subject.id !== id);
  const part = ({ row }: (typeof rows)[number]) => Number(row.actual ?? 0) / Number(row.target);
  const shown = mine ? rows : rows.toSorted((one, other) => part(one) - part(other)).slice(0, 6);
  const [first] = shown;
  if (!first) return null;
  return (
    <section className={styles.section}>
      <div className={styles.bar}>
        <h2 className={styles.sectionTitle}>{t(mine ? "targets.home.mine" : "targets.home.team")}</h2>
        <Link to="/forecast" className={styles.note}>
          {t("targets.forecast.title")}
        </Link>
      </div>
      <div className={styles.multiples}>
        {shown.map(({ row, unit }) => (
          <div key={JSON.stringify([unit, row.subject.id, row.product?.id, row.category?.id, row.measure])}>
            <span className={styles.note}>{t(`targets.this_period.${unit}`)}</span>
            <Multiple row={row} currency={month.data?.currency ?? quarter.data?.currency ?? "EUR"} />
          </div>
        ))}
      </div>
    </section>
  );
}
