import { Button, Menu } from "@mantine/core";
import { IconFileDollar } from "@tabler/icons-react";
import { useState } from "react";
import { invoiceDeposit, invoiceOrder } from "#billing/contract";
import type { RecordData } from "#records/contract";
import { AmountInput, type RecordSlotProps } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useOpenRecord } from "#web/open-record.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import { CreditReturned } from "./credit-returned.tsx";

/** Invoices an order, and credits what of it came back. */
export function OrderInvoiceActs({ record: order }: RecordSlotProps) {
  const isBinding = order.state === "confirmed" || order.state === "completed";
  if (!isBinding || order.archived_at) return null;
  return (
    <>
      <CreditReturned order={order} />
      {order.invoice_state !== "all" && <InvoiceMenu order={order} />}
    </>
  );
}

/** What was ordered, what was delivered, or a deposit. */
function InvoiceMenu({ order }: { readonly order: RecordData }) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const open = useOpenRecord();
  const [asking, setAsking] = useState(false);
  const mayIssue = useCan("invoices:issue");
  if (!mayIssue) return null;
  const show = (made: RecordData | null) => void (made && open("invoice", made.id));
  const invoice = (by: "ordered" | "delivered") =>
    void act(
      () => call(invoiceOrder, { params: { id: order.id }, body: { by } }),
      t("billing.order.made"),
    ).then(show);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            loading={busy}
            leftSection={<IconFileDollar size={14} stroke={1.5} />}
          >
            {t("billing.order.invoice")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => invoice("ordered")}>{t("billing.order.by_ordered")}</Menu.Item>
          <Menu.Item onClick={() => invoice("delivered")}>{t("billing.order.by_delivered")}</Menu.Item>
          <Menu.Item onClick={() => setAsking(true)}>{t("billing.order.deposit")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking && <DepositDialog order={order} onMade={show} onClose={() => setAsking(false)} />}
    </>
  );
}

interface DepositDialogProps {
  readonly order: RecordData;
  readonly onMade: (made: RecordData) => void;
  readonly onClose: () => void;
}

function DepositDialog({ order, onMade, onClose }: DepositDialogProps) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const [percent, setPercent] = useState<string | null>("30");
  const [problem, setProblem] = useState<string>();
  async function make(): Promise<void> {
    const made = await act(
      () => call(invoiceDeposit, { params: { id: order.id }, body: { percent: percent ?? "0" } }),
      t("billing.order.made"),
      { onProblem: (thrown) => setProblem(problemText(thrown)) },
    );
    if (!made) return;
    onClose();
    onMade(made);
  }
  return (
    <FormDialog
      title={t("billing.order.deposit")}
      act={t("billing.order.invoice")}
      busy={busy}
      disabled={!(Number(percent) > 0 && Number(percent) <= 100)}
      onClose={onClose}
      onSubmit={() => void make()}
    >
      <AmountInput
        label={t("billing.order.percent")}
        value={percent}
        error={problem}
        autoFocus
        onChange={(typed) => {
          setProblem(undefined);
          setPercent(typed);
        }}
      />
    </FormDialog>
  );
}
