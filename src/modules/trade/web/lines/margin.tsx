import Big from "big.js";
import type { DocumentContent } from "#trade/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./lines.module.css";

interface MarginProps {
  readonly margin: NonNullable<DocumentContent["margin"]>;
  readonly currency: string;
}

/** What is left after what the products cost; only those are given it who may read that. */
export function Margin({ margin, currency }: MarginProps) {
  const t = useT();
  const format = useFormat();
  const isLoss = Big(margin.amount).lt(0);
  return (
    <p className={styles.margin} data-loss={isLoss || undefined}>
      <span>{t("trade.lines.margin")}</span>
      <strong>{format.money({ amount: margin.amount, currency })}</strong>
      {margin.percent !== null && <span>{format.percent(margin.percent)}</span>}
      {!margin.complete && <span>{t("trade.lines.margin_incomplete")}</span>}
    </p>
  );
}
