import { Button } from "@mantine/core";
import { IconCheck, IconFileTypePdf } from "@tabler/icons-react";
import { useState } from "react";
import { issueInvoice } from "#billing/contract";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { type RecordSlotProps, useOptionTitle, StateMark } from "#records/web";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useCan } from "#web/session.ts";
import { BarActs, StateBar } from "#web/state-bar.tsx";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import styles from "../billing.module.css";
import { InvoicePaymentActs } from "../payments/invoice-payment-acts.tsx";
import { CreditDialog } from "./credit-dialog.tsx";

/** Where an invoice stands, what is left to pay, and the steps that can be taken from here. */
export function InvoiceBar({ record: invoice }: RecordSlotProps) {
  const t = useT();
  const format = useFormat();
  const optionTitle = useOptionTitle();
  const open = invoice.open as Money | null | undefined;
  const isOpen = invoice.state === "issued" || invoice.state === "partly_paid";
  const due = invoice.due_on as string | null | undefined;
  const isOverdue = isOpen && due && due < new Date().toISOString().slice(0, 10);
  return (
    <StateBar acts={<Acts invoice={invoice} />}>
      <StateMark object="invoice" state={invoice.state} />
      <span className={styles.quiet}>
        {optionTitle("invoice", "kind", String(invoice.kind ?? "invoice"))}
      </span>
      {isOpen && open && <span>{t("billing.invoice.open", { amount: format.money(open) })}</span>}
      {isOpen && due && (
        <span className={isOverdue ? styles.overdue : styles.quiet}>
          {t(isOverdue ? "billing.invoice.overdue" : "billing.invoice.due", { day: format.date(due) })}
        </span>
      )}
    </StateBar>
  );
}

function Acts({ invoice }: { readonly invoice: RecordData }) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const [isCrediting, setIsCrediting] = useState(false);
  const [mayIssue, mayCredit] = [useCan("invoices:issue"), useCan("invoices:credit")];
  if (invoice.archived_at) return null;
  const isDraft = invoice.state === "draft";
  const isInvoice = invoice.kind !== "credit_note";
  const params = { id: invoice.id };
  return (
    <BarActs>
      <Button
        component="a"
        href={`/api/invoices/${invoice.id}/pdf`}
        target="_blank"
        rel="noreferrer"
        size="xs"
        variant="default"
        leftSection={<IconFileTypePdf size={14} stroke={1.5} />}
      >
        PDF
      </Button>
      {!isDraft && isInvoice && mayCredit && (
        <Button size="xs" variant="default" onClick={() => setIsCrediting(true)}>
          {t("billing.invoice.credit")}
        </Button>
      )}
      <InvoicePaymentActs invoice={invoice} />
      {isDraft && mayIssue && (
        <Button
          size="xs"
          loading={busy}
          leftSection={<IconCheck size={14} stroke={1.5} />}
          onClick={() => void act(() => call(issueInvoice, { params }), t("billing.invoice.issued"))}
        >
          {t("billing.invoice.issue")}
        </Button>
      )}
      {isCrediting && <CreditDialog invoice={invoice} onClose={() => setIsCrediting(false)} />}
    </BarActs>
  );
}
