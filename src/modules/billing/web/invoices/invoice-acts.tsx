import { Button } from "@mantine/core";
import { IconCheck, IconFileTypePdf, IconMail } from "@tabler/icons-react";
import { useState } from "react";
import { issueInvoice } from "#billing/contract";
import type { RecordData } from "#records/contract";
import { call } from "#web/client.ts";
import { useCan } from "#web/session.ts";
import { BarActs } from "#web/state-bar.tsx";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import { InvoicePaymentActs } from "../payments/invoice-payment-acts.tsx";
import { CreditDialog } from "./credit-dialog.tsx";
import { LetterDialog } from "./letter-dialog.tsx";
import { useMailings } from "./letters.tsx";

interface InvoiceActsProps {
  readonly invoice: RecordData;
  readonly isOverdue: boolean;
}

type Asking = "credit" | "invoice" | "reminder";

/** The steps that can be taken with an invoice from where it stands. */
export function InvoiceActs({ invoice, isOverdue }: InvoiceActsProps) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const [asking, setAsking] = useState<Asking | null>(null);
  const canMail = useMailings(invoice)?.canMail ?? false;
  const [mayIssue, mayCredit] = [useCan("invoices:issue"), useCan("invoices:credit")];
  if (invoice.archived_at) return null;
  const isDraft = invoice.state === "draft";
  const isInvoice = invoice.kind !== "credit_note";
  const maySend = !isDraft && mayIssue && canMail;
  const onClose = () => setAsking(null);
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
        <Button size="xs" variant="default" onClick={() => setAsking("credit")}>
          {t("billing.invoice.credit")}
        </Button>
      )}
      {maySend && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMail size={14} stroke={1.5} />}
          onClick={() => setAsking("invoice")}
        >
          {t(`billing_letters.${invoice.sent_at ? "send_again" : "send"}`)}
        </Button>
      )}
      {maySend && isOverdue && isInvoice && (
        <Button size="xs" variant="default" onClick={() => setAsking("reminder")}>
          {t("billing_letters.remind")}
        </Button>
      )}
      <InvoicePaymentActs invoice={invoice} />
      {isDraft && mayIssue && (
        <Button
          size="xs"
          loading={busy}
          leftSection={<IconCheck size={14} stroke={1.5} />}
          onClick={() =>
            void act(() => call(issueInvoice, { params: { id: invoice.id } }), t("billing.invoice.issued"))
          }
        >
          {t("billing.invoice.issue")}
        </Button>
      )}
      {asking === "credit" && <CreditDialog invoice={invoice} onClose={onClose} />}
      {(asking === "invoice" || asking === "reminder") && (
        <LetterDialog invoice={invoice} kind={asking} onClose={onClose} />
      )}
    </BarActs>
  );
}
