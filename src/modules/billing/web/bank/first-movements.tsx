import type { previewBankStatements } from "#billing/contract";
import type { OutputOf } from "#kernel/action";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";

interface FirstMovementsProps {
  readonly entries: OutputOf<typeof previewBankStatements>["entries"];
  readonly count: number;
}

/** How the first movements of a file are understood. */
export function FirstMovements({ entries, count }: FirstMovementsProps) {
  const t = useT();
  const format = useFormat();
  return (
    <section aria-label={t("bank.import.first")}>
      <div className={styles.quiet}>{t("bank.import.found", { count })}</div>
      <ul className={styles.movements}>
        {entries.map(({ line, day, amount, currency, payer, text }) => (
          <li key={line}>
            <span className="numeric">{format.date(day)}</span>
            <span className={styles.clipped}>{[payer, text].filter(Boolean).join(" · ")}</span>
            <span className="numeric">{format.money({ amount, currency })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
