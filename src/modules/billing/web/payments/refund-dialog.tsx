import { Checkbox, Text, TextInput } from "@mantine/core";
import Big from "big.js";
import { useState } from "react";
import { refundCredit, refundPayment } from "#billing/contract";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { AmountInput, useFieldTitle } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";

interface RefundDialogProps {
  /** A payment, or a credit note among the invoices. */
  readonly object: "payment" | "invoice";
  readonly record: RecordData;
  readonly onClose: () => void;
}

/** Gives money back, all that is left or a part, with the reason. */
export function RefundDialog({ object, record, onClose }: RefundDialogProps) {
  const t = useT();
  const format = useFormat();
  const fieldTitle = useFieldTitle();
  const { act, busy } = useBillingAct();
  const { free, most } = leftOf(object, record);
  const [amount, setAmount] = useState<string | null>(Number(free.amount) > 0 ? free.amount : most.amount);
  const [reason, setReason] = useState("");
  const [reopen, setReopen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const wanted = new Big(amount ?? 0);
  const taken = wanted.minus(free.amount);
  const money = (value: Big) => format.money({ amount: value.toFixed(), currency: free.currency });

  async function refund(): Promise<void> {
    const [params, body] = [{ id: record.id }, { amount: wanted.toFixed(), reason: reason.trim() }];
    const done = await act(
      () =>
        object === "payment"
          ? call(refundPayment, { params, body: { ...body, ...(taken.gt(0) && { reopen }) } })
          : call(refundCredit, { params, body }),
      t("payments.refund.done", { amount: money(wanted) }),
      { onProblem: (thrown) => setProblem(problemText(thrown)) },
    );
    if (done) onClose();
  }

  return (
    <FormDialog
      title={t("payments.refund.title", { number: String(record.number ?? "") })}
      act={t("payments.refund.act")}
      busy={busy}
      disabled={wanted.lte(0) || wanted.gt(most.amount) || !reason.trim() || (taken.gt(0) && !reopen)}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void refund()}
    >
      <Text size="sm" c="var(--neutral-11)">
        {t(record.origin === "provider" ? "payments.refund.by_provider" : "payments.refund.by_hand")}
      </Text>
      <AmountInput
        label={`${fieldTitle("refund", "amount")}, ${free.currency}`}
        description={t("payments.refund.most", { amount: money(new Big(most.amount)) })}
        error={wanted.gt(most.amount) ? t("payments.refund.too_much") : undefined}
        value={amount}
        autoFocus
        onChange={setAmount}
      />
      {object === "payment" && taken.gt(0) && wanted.lte(most.amount) && (
        <Checkbox
          size="xs"
          checked={reopen}
          label={t("payments.refund.reopen", { amount: money(taken) })}
          onChange={({ currentTarget }) => setReopen(currentTarget.checked)}
        />
      )}
      <TextInput
        label={fieldTitle("refund", "reason")}
        value={reason}
        maxLength={500}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  );
}

/** What is free of it, and what is left of it at all. */
function leftOf(
  object: "payment" | "invoice",
  record: RecordData,
): { readonly free: Money; readonly most: Money } {
  if (object === "invoice") return { free: record.open as Money, most: record.open as Money };
  const { amount, currency } = record.amount as Money;
  const refunded = (record.refunded as Money | null)?.amount ?? "0";
  return {
    free: record.credit as Money,
    most: { amount: new Big(amount).minus(refunded).toFixed(), currency },
  };
}
