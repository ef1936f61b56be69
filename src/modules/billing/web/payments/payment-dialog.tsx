import { NumberInput, Select } from "@mantine/core";
import Big from "big.js";
import { useState } from "react";
import { paymentMethods, recordPayment } from "#billing/contract";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { DayInput, useFieldTitle, useOptionTitle } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";

type Method = (typeof paymentMethods)[number];

/** Writes down a payment of an invoice; more than is open stays the customer's credit. */
export function PaymentDialog({
  invoice,
  onClose,
}: {
  readonly invoice: RecordData;
  readonly onClose: () => void;
}) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const optionTitle = useOptionTitle();
  const { act, busy } = useBillingAct();
  const open = invoice.open as Money;
  const [amount, setAmount] = useState<string | number>(open.amount);
  const [method, setMethod] = useState<Method>("bank_transfer");
  const [day, setDay] = useState(new Date().toISOString().slice(0, 10));
  async function record(): Promise<void> {
    const paid = new Big(amount || 0);
    const share = paid.lt(open.amount) ? paid : new Big(open.amount);
    const body = {
      customer: (invoice.customer as { id: string }).id,
      amount: { amount: paid.toFixed(), currency: open.currency },
      received_on: day,
      method,
      invoices: [{ invoice: invoice.id, amount: share.toFixed() }],
    };
    if (await act(() => call(recordPayment, { body }), t("billing.payment.recorded"))) onClose();
  }
  return (
    <FormDialog
      title={t("billing.payment.record")}
      act={t("billing.payment.record")}
      busy={busy}
      disabled={!(Number(amount) > 0)}
      onClose={onClose}
      onSubmit={() => void record()}
    >
      <NumberInput
        label={`${fieldTitle("payment", "amount")}, ${open.currency}`}
        value={amount}
        min={0}
        decimalScale={3}
        onChange={setAmount}
        data-autofocus
      />
      <Select
        label={fieldTitle("payment", "method")}
        data={paymentMethods.map((key) => ({ value: key, label: optionTitle("payment", "method", key) }))}
        value={method}
        allowDeselect={false}
        onChange={(value) => setMethod((value ?? "other") as Method)}
      />
      <DayInput
        label={fieldTitle("payment", "received_on")}
        value={day}
        onChange={(picked) => picked && setDay(picked)}
      />
    </FormDialog>
  );
}
