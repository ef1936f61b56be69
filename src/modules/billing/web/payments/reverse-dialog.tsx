import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { reversePayment } from "#billing/contract";
import type { RecordData } from "#records/contract";
import { useFieldTitle } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";

/** Takes a payment back that was none, with the reason: there is no way back from it. */
export function ReverseDialog({
  payment,
  onClose,
}: {
  readonly payment: RecordData;
  readonly onClose: () => void;
}) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const { act, busy } = useBillingAct();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  async function reverse(): Promise<void> {
    const done = await act(
      () => call(reversePayment, { params: { id: payment.id }, body: { reason: reason.trim() } }),
      t("payments.reverse.done"),
      { onProblem: (thrown) => setProblem(problemText(thrown)) },
    );
    if (done) onClose();
  }
  return (
    <FormDialog
      title={t("payments.reverse.title", { number: String(payment.number ?? "") })}
      act={t("payments.reverse.act")}
      busy={busy}
      disabled={!reason.trim()}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void reverse()}
    >
      <Text size="sm" c="var(--neutral-11)">
        {t("payments.reverse.text")}
      </Text>
      <TextInput
        label={fieldTitle("payment", "reverse_reason")}
        value={reason}
        maxLength={500}
        data-autofocus
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  );
}
