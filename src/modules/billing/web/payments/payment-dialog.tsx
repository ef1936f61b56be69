import { Input, Select, TextInput } from "@mantine/core";
import Big from "big.js";
import { useId, useState } from "react";
import { paymentMethods, recordPayment } from "#billing/contract";
import type { Money } from "#kernel/money";
import { dayIn } from "#kernel/period";
import type { LinkValue, RecordData } from "#records/contract";
import { AmountInput, DayInput, FieldInput, useFieldTitle, useObject, useOptionTitle } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useOpenRecord } from "#web/open-record.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";

type Method = (typeof paymentMethods)[number];

interface PaymentDialogProps {
  /** What is paid; without one the payment stays the customer's credit, to be assigned on its page. */
  readonly invoice?: RecordData;
  readonly onClose: () => void;
}

/** Writes down a payment; more than is open on its invoice stays the customer's credit. */
export function PaymentDialog({ invoice, onClose }: PaymentDialogProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const optionTitle = useOptionTitle();
  const openRecord = useOpenRecord();
  const { organisation, user } = useSession();
  const { act, busy } = useBillingAct();
  const open = invoice?.open as Money | undefined;
  const [customer, setCustomer] = useState<LinkValue | null>((invoice?.customer as LinkValue) ?? null);
  const [amount, setAmount] = useState<string | null>(open?.amount ?? null);
  const [currency, setCurrency] = useState(open?.currency ?? organisation.currency);
  const [method, setMethod] = useState<Method>("bank_transfer");
  const [day, setDay] = useState(dayIn(user.timeZone, new Date()));
  const [problem, setProblem] = useState<string>();

  async function record(payer: LinkValue): Promise<void> {
    const paid = new Big(amount ?? 0);
    const share = open && (paid.lt(open.amount) ? paid.toFixed() : open.amount);
    const body = {
      customer: payer.id,
      amount: { amount: paid.toFixed(), currency },
      received_on: day,
      method,
      invoices: invoice && share ? [{ invoice: invoice.id, amount: share }] : [],
    };
    const made = await act(() => call(recordPayment, { body }), t("billing.payment.recorded"), {
      onProblem: (thrown) => setProblem(problemText(thrown)),
    });
    if (!made) return;
    onClose();
    if (!invoice) openRecord("payment", made.id);
  }

  return (
    <FormDialog
      title={t("billing.payment.record")}
      act={t("billing.payment.record")}
      busy={busy}
      disabled={!(Number(amount) > 0) || !customer}
      problem={problem}
      onClose={onClose}
      onSubmit={() => customer && void record(customer)}
    >
      {!invoice && <Payer value={customer} onChange={setCustomer} />}
      <AmountInput
        label={`${fieldTitle("payment", "amount")}, ${currency}`}
        value={amount}
        autoFocus={invoice !== undefined}
        onChange={setAmount}
      />
      {!invoice && (
        <TextInput
          label={fieldTitle("invoice", "currency")}
          value={currency}
          maxLength={3}
          w={120}
          onChange={({ currentTarget }) => setCurrency(currentTarget.value.toUpperCase())}
        />
      )}
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

interface PayerProps {
  readonly value: LinkValue | null;
  readonly onChange: (customer: LinkValue | null) => void;
}

/** Whose payment it is, searched by name. */
export function Payer({ value, onChange }: PayerProps) {
  const title = useFieldTitle()("payment", "customer");
  const field = useObject("payment").fields.customer;
  const id = useId();
  if (!field) return null;
  return (
    <Input.Wrapper label={title} id={id}>
      <FieldInput
        object="payment"
        name="customer"
        id={id}
        ariaLabel={title}
        field={field}
        value={value}
        autoFocus
        onChange={(picked) => onChange(picked as LinkValue | null)}
      />
    </Input.Wrapper>
  );
}
