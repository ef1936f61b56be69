import { Text } from "@mantine/core";
import { useState } from "react";
import { settleTransaction } from "#billing/contract";
import type { Money } from "#kernel/money";
import type { LinkValue, RecordData } from "#records/contract";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import { oldestFirst } from "../payments/oldest-first.ts";
import { Payer } from "../payments/payment-dialog.tsx";
import { fits, namedOf, ShareList, type Shares } from "../payments/share-list.tsx";
import { type PayableInvoices, usePayableInvoices } from "../payments/use-payable-invoices.ts";

interface ByHandDialogProps {
  readonly transaction: RecordData;
  /** Whose it may be, where something is suggested. */
  readonly suggested: LinkValue | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Says whose a movement is and which invoices it pays; what is left stays the customer's credit. */
export function ByHandDialog({ transaction, suggested, onDone, onClose }: ByHandDialogProps) {
  const t = useT();
  const format = useFormat();
  const { act, busy } = useBillingAct();
  const usable = transaction.amount as Money;
  const [customer, setCustomer] = useState(suggested);
  const payable = usePayableInvoices({ customer: customer?.id ?? transaction.id, currency: usable.currency });
  // What was typed, of the customer for whom it was; until then the invoices due first.
  const [typed, setTyped] = useState<{ readonly of: string; readonly shares: Shares } | null>(null);
  const [problem, setProblem] = useState<string>();
  const shares =
    typed && typed.of === customer?.id
      ? typed.shares
      : oldestFirst(payable.invoices, new Map(), usable.amount);

  async function settle(payer: LinkValue): Promise<void> {
    const body = { customer: payer.id, invoices: namedOf(shares) };
    const done = await act(
      () => call(settleTransaction, { params: { id: transaction.id }, body }),
      t("bank.assigned"),
      { onProblem: (thrown) => setProblem(problemText(thrown)) },
    );
    if (!done) return;
    onClose();
    onDone();
  }

  return (
    <FormDialog
      title={t("bank.by_hand_title", { amount: format.money(usable) })}
      act={t("bank.assign")}
      busy={busy}
      disabled={!customer || payable.isPending || !fits(shares, payable.invoices, usable.amount)}
      problem={problem}
      onClose={onClose}
      onSubmit={() => customer && void settle(customer)}
    >
      <Text size="sm" c="var(--neutral-11)" style={{ overflowWrap: "anywhere" }}>
        {[transaction.payer, transaction.text].filter(Boolean).join(" · ")}
      </Text>
      <Payer value={customer} onChange={setCustomer} />
      {customer && !payable.isPending && (
        <Invoices
          payable={payable}
          shares={shares}
          usable={usable}
          onChange={(changed) => setTyped({ of: customer.id, shares: changed })}
        />
      )}
    </FormDialog>
  );
}

interface InvoicesProps {
  readonly payable: PayableInvoices;
  readonly shares: Shares;
  readonly usable: Money;
  readonly onChange: (shares: Shares) => void;
}

function Invoices({ payable: { invoices }, shares, usable, onChange }: InvoicesProps) {
  const t = useT();
  if (invoices.length === 0)
    return (
      <Text size="sm" c="var(--neutral-11)">
        {t("bank.on_account")}
      </Text>
    );
  return <ShareList invoices={invoices} shares={shares} usable={usable} onChange={onChange} />;
}
