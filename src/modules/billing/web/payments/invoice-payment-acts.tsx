import { Button } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useState } from "react";
import type { Money } from "#kernel/money";
import type { LinkValue, RecordData } from "#records/contract";
import { useRecords } from "#records/web";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { AllocateDialog } from "./allocate-dialog.tsx";
import { PaymentDialog } from "./payment-dialog.tsx";
import { PaymentLinkDialog } from "./payment-link-dialog.tsx";
import { RefundDialog } from "./refund-dialog.tsx";
import { type Credit, UseCreditDialog } from "./use-credit-dialog.tsx";

type Asking = "link" | "credit" | "payment" | "allocate" | "refund";

/** What can be done about the money of an invoice on which something is open, or of a credit note of which something is left. */
export function InvoicePaymentActs({ invoice }: { readonly invoice: RecordData }) {
  const isOpen = invoice.state === "issued" || invoice.state === "partly_paid";
  // Who may not see the amounts cannot settle them.
  if (!isOpen || !invoice.open || !invoice.customer) return null;
  return invoice.kind === "credit_note" ? <OfCreditNote note={invoice} /> : <OfInvoice invoice={invoice} />;
}

function OfInvoice({ invoice }: { readonly invoice: RecordData }) {
  const t = useT();
  const [asking, setAsking] = useState<Asking | null>(null);
  const mayRecord = useCan("payments:record");
  const credits = useCredits(invoice, mayRecord);
  const close = () => setAsking(null);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconLink size={14} stroke={1.5} />}
        onClick={() => setAsking("link")}
      >
        {t("payments.link.open_dialog")}
      </Button>
      {mayRecord && credits.length > 0 && (
        <Button size="xs" variant="default" onClick={() => setAsking("credit")}>
          {t("payments.credit.open")}
        </Button>
      )}
      {mayRecord && (
        <Button size="xs" onClick={() => setAsking("payment")}>
          {t("billing.payment.record")}
        </Button>
      )}
      {asking === "link" && <PaymentLinkDialog invoice={invoice} onClose={close} />}
      {asking === "credit" && <UseCreditDialog invoice={invoice} credits={credits} onClose={close} />}
      {asking === "payment" && <PaymentDialog invoice={invoice} onClose={close} />}
    </>
  );
}

function OfCreditNote({ note }: { readonly note: RecordData }) {
  const t = useT();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [mayRecord, mayReverse] = [useCan("payments:record"), useCan("payments:reverse")];
  const close = () => setAsking(null);
  return (
    <>
      {mayReverse && (
        <Button size="xs" variant="default" onClick={() => setAsking("refund")}>
          {t("payments.refund.open")}
        </Button>
      )}
      {mayRecord && (
        <Button size="xs" onClick={() => setAsking("allocate")}>
          {t("payments.allocate.open_dialog")}
        </Button>
      )}
      {asking === "refund" && <RefundDialog object="invoice" record={note} onClose={close} />}
      {asking === "allocate" && <AllocateDialog object="invoice" record={note} onClose={close} />}
    </>
  );
}

/** What the customer has left of earlier payments and of credit notes, in the currency of the invoice. */
function useCredits(invoice: RecordData, enabled: boolean): readonly Credit[] {
  const ofCustomer = { field: "customer", op: "is", value: (invoice.customer as LinkValue).id } as const;
  const { currency } = invoice.open as Money;
  const payments = useRecords("payment", {
    filter: { and: [ofCustomer, { field: "credit", op: "gt", value: "0" }] },
    sort: "received_on",
    limit: 50,
    enabled,
  });
  const notes = useRecords("invoice", {
    filter: {
      and: [
        ofCustomer,
        { field: "kind", op: "is", value: "credit_note" },
        { field: "state", op: "in", value: ["issued", "partly_paid"] },
      ],
    },
    sort: "issued_on",
    limit: 50,
    enabled,
  });
  return [
    ...payments.rows.map((row) => creditOf("payment", row, row.credit)),
    ...notes.rows.map((row) => creditOf("credit_note", row, row.open)),
  ].filter(({ left }) => left?.currency === currency && Number(left.amount) > 0);
}

const creditOf = (kind: Credit["kind"], { id, number }: RecordData, left: unknown): Credit => ({
  kind,
  id,
  number: String(number ?? ""),
  left: left as Money,
});
