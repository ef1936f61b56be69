import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { AttainmentRow } from "../../contract/targets.ts";
import styles from "../targets.module.css";

/** One target: whose it is, how much is reached of how much, and the part as a bar. */
export function Multiple({ row, currency }: { readonly row: AttainmentRow; readonly currency: string }) {
  const t = useT();
  const format = useFormat();
  const value = (amount: string) =>
    row.measure === "amount"
      ? format.money({ amount, currency }, { whole: true })
      : format.decimal(amount, 0);
  const whose = row.subject.title ?? t(`targets.subject.${row.subject.kind}`);
  const goods = row.product?.title ?? row.category?.title;
  const part = row.actual === null ? null : (Number(row.actual) / Number(row.target)) * 100;
  return (
    <div className={styles.multiple}>
      <span className={styles.note}>
        {[whose, goods, row.measure === "count" ? t("targets.targets.count") : null]
          .filter(Boolean)
          .join(" · ")}
      </span>
      <strong>{part === null ? "–" : format.percent(Math.round(part))}</strong>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.fill} style={{ width: `${Math.min(100, part ?? 0)}%` }} />
      </span>
      <span className={styles.note}>
        {t("targets.attainment.of", {
          actual: row.actual === null ? "–" : value(row.actual),
          target: value(row.target),
        })}
      </span>
    </div>
  );
}
