import { NumberInput, Select } from "@mantine/core";
import { useState } from "react";
import { creditInvoice } from "#billing/contract";
import type { RecordData } from "#records/contract";
import { optionsOf, useFieldTitle, useObject, useOptionTitle } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useOpenRecord } from "#web/open-record.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";

/** Asks why, and for how much: all that is left unless an amount is told. The credit note begins as a draft. */
export function CreditDialog({
  invoice,
  onClose,
}: {
  readonly invoice: RecordData;
  readonly onClose: () => void;
}) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const optionTitle = useOptionTitle();
  const { fields } = useObject("invoice");
  const { act, busy } = useBillingAct();
  const open = useOpenRecord();
  const [reason, setReason] = useState<string | null>("return");
  const [amount, setAmount] = useState<string | number>("");
  async function make(): Promise<void> {
    const body = { reason: reason ?? "other", ...(amount !== "" && { amount: String(amount) }) };
    const made = await act(
      () => call(creditInvoice, { params: { id: invoice.id }, body }),
      t("billing.credit.made"),
    );
    if (!made) return;
    onClose();
    open("invoice", made.id);
  }
  return (
    <FormDialog
      title={t("billing.credit.title", { number: String(invoice.number ?? "") })}
      act={t("billing.credit.make")}
      busy={busy}
      disabled={!reason}
      onClose={onClose}
      onSubmit={() => void make()}
    >
      <Select
        label={fieldTitle("invoice", "reason")}
        data={
          fields.reason
            ? optionsOf(fields.reason).map((key) => ({
                value: key,
                label: optionTitle("invoice", "reason", key),
              }))
            : []
        }
        value={reason}
        onChange={setReason}
        data-autofocus
      />
      <NumberInput
        label={t("billing.credit.amount")}
        description={t("billing.credit.all")}
        value={amount}
        min={0}
        decimalScale={2}
        onChange={setAmount}
      />
    </FormDialog>
  );
}
