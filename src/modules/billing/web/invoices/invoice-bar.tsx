import type { Money } from "#kernel/money";
import { type RecordSlotProps, StateMark, useOptionTitle } from "#records/web";
import { useFormat } from "#web/format.ts";
import { StateBar } from "#web/state-bar.tsx";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";
import { useToday } from "../today.ts";
import { InvoiceActs } from "./invoice-acts.tsx";

/** Where an invoice stands, what is left to pay, and the steps that can be taken from here. */
export function InvoiceBar({ record: invoice }: RecordSlotProps) {
  const t = useT();
  const format = useFormat();
  const optionTitle = useOptionTitle();
  const today = useToday();
  const open = invoice.open as Money | null | undefined;
  const credited = invoice.credited as Money | null | undefined;
  const isOpen = invoice.state === "issued" || invoice.state === "partly_paid";
  const due = invoice.due_on as string | null | undefined;
  const isOverdue = isOpen && Boolean(due) && String(due) < today;
  return (
    <StateBar acts={<InvoiceActs invoice={invoice} isOverdue={isOverdue} />}>
      <StateMark object="invoice" state={invoice.state} />
      <span className={styles.quiet}>
        {optionTitle("invoice", "kind", String(invoice.kind ?? "invoice"))}
      </span>
      {isOpen && open && (
        <span>
          {t(`billing.invoice.${invoice.kind === "credit_note" ? "left" : "open"}`, {
            amount: format.money(open),
          })}
        </span>
      )}
      {isOpen && credited && Number(credited.amount) > 0 && invoice.kind !== "credit_note" && (
        <span className={styles.quiet}>
          {t("billing.invoice.credited", { amount: format.money(credited) })}
        </span>
      )}
      {isOpen && due && (
        <span className={isOverdue ? styles.overdue : styles.quiet}>
          {t(isOverdue ? "billing.invoice.overdue" : "billing.invoice.due", { day: format.date(due) })}
        </span>
      )}
    </StateBar>
  );
}
