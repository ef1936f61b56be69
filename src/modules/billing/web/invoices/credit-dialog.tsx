import { SegmentedControl } from "@mantine/core";
import Big from "big.js";
import { useState } from "react";
import { creditInvoice } from "#billing/contract";
import type { RecordData } from "#records/contract";
import { AmountInput, ReasonInput } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { useOpenRecord } from "#web/open-record.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import styles from "../payments/payments.module.css";
import { CreditLines, useCreditableLines } from "./credit-lines.tsx";
import { useInvoiceSums } from "./use-invoice-sums.ts";

const ways = ["all", "lines", "amount"] as const;
type Way = (typeof ways)[number];

interface CreditDialogProps {
  readonly invoice: RecordData;
  readonly onClose: () => void;
}

/** Asks why, and for what: all that is left, quantities of lines, or an amount. The credit note begins as a draft. */
export function CreditDialog({ invoice, onClose }: CreditDialogProps) {
  const t = useT();
  const format = useFormat();
  const { act, busy } = useBillingAct();
  const open = useOpenRecord();
  const creditable = useInvoiceSums(invoice).data?.creditable;
  const lines = useCreditableLines(invoice, creditable?.lines ?? []);
  const [reason, setReason] = useState<string | null>("return");
  const [way, setWay] = useState<Way>("all");
  const [quantities, setQuantities] = useState<ReadonlyMap<string, string | null>>(new Map());
  const [amount, setAmount] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();
  const left = creditable?.amount ?? null;
  const most = left === null ? "" : format.money({ amount: left, currency: String(invoice.currency) });
  const chosen = lines.flatMap(({ id }) => {
    const quantity = quantities.get(id) ?? "0";
    return Number(quantity) > 0 ? [{ line: id, quantity }] : [];
  });
  const isTooMuch = left !== null && new Big(amount ?? 0).gt(left);
  const isWhole = {
    all: left === null || Number(left) > 0,
    lines: chosen.length > 0 && lines.every((line) => new Big(quantities.get(line.id) ?? 0).lte(line.left)),
    amount: Number(amount) > 0 && !isTooMuch,
  }[way];
  const change = (run: () => void) => {
    setProblem(undefined);
    run();
  };

  async function make(): Promise<void> {
    const parts = { all: {}, lines: { lines: chosen }, amount: { amount: amount ?? "0" } }[way];
    const made = await act(
      () =>
        call(creditInvoice, { params: { id: invoice.id }, body: { reason: reason ?? "other", ...parts } }),
      t("billing.credit.made"),
      { onProblem: (thrown) => setProblem(problemText(thrown)) },
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
      disabled={!reason || !isWhole}
      problem={way === "amount" ? undefined : problem}
      onClose={onClose}
      onSubmit={() => void make()}
    >
      <ReasonInput object="invoice" name="reason" value={reason} autoFocus onChange={setReason} />
      <SegmentedControl
        fullWidth
        value={way}
        data={ways.map((value) => ({ value, label: t(`billing.credit.ways.${value}`) }))}
        onChange={(picked) => change(() => setWay(picked as Way))}
      />
      {way === "lines" && (
        <CreditLines
          lines={lines}
          quantities={quantities}
          onChange={(id, quantity) => change(() => setQuantities(new Map(quantities).set(id, quantity)))}
        />
      )}
      {way === "amount" && (
        <AmountInput
          label={`${t("billing.credit.amount")}, ${String(invoice.currency)}`}
          value={amount}
          error={isTooMuch ? t("billing.credit.most", { amount: most }) : problem}
          autoFocus
          onChange={(typed) => change(() => setAmount(typed))}
        />
      )}
      {left !== null && <p className={styles.quiet}>{t("billing.credit.left", { amount: most })}</p>}
    </FormDialog>
  );
}
