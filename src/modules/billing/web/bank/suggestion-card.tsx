import { Badge } from "@mantine/core";
import type { ReactNode } from "react";
import type { readSuggestions } from "#billing/contract";
import type { OutputOf } from "#kernel/action";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";

interface SuggestionCardProps {
  readonly suggestion: OutputOf<typeof readSuggestions>["data"][number];
  readonly transaction: RecordData;
  readonly act: ReactNode;
}

/** Whose a movement may be, what it would pay, and what speaks for it. */
export function SuggestionCard({ suggestion, transaction, act }: SuggestionCardProps) {
  const t = useT();
  const format = useFormat();
  const { currency } = transaction.amount as Money;
  const money = (amount: string) => format.money({ amount, currency });
  return (
    <section className={styles.suggestion} aria-label={suggestion.customer.title}>
      <div className={styles.between}>
        <LinkChip object="party" value={suggestion.customer} />
        {suggestion.certain && (
          <Badge variant="light" color="green" tt="none">
            {t("billing.bank.certain")}
          </Badge>
        )}
      </div>
      {suggestion.invoices.map(({ id, number, open, amount }) => (
        <div key={id} className={styles.between}>
          <LinkChip object="invoice" value={{ id, title: number }} />
          <span className="numeric">
            {Number(amount) === Number(open)
              ? money(amount)
              : t("billing.bank.part", { amount: money(amount), open: money(open) })}
          </span>
        </div>
      ))}
      {Number(suggestion.rest) > 0 && (
        <span className={styles.quiet}>{t("billing.bank.rest", { amount: money(suggestion.rest) })}</span>
      )}
      <div className={styles.between}>
        <span className={styles.quiet}>
          {suggestion.reasons.length > 0 &&
            t("bank.matches", {
              what: format.list(suggestion.reasons.map((reason) => t(`billing.bank.reasons.${reason}`))),
            })}
        </span>
        {act}
      </div>
    </section>
  );
}
