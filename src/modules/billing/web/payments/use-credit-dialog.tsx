import { Select } from "@mantine/core";
import Big from "big.js";
import { useState } from "react";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { AmountInput, useFieldTitle, useObjectTitle, useOptionTitle } from "#records/web";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import { changeShare, putShares, type Source } from "./changing-share.ts";

/** A payment or credit note of which something is left. */
export interface Credit extends Source {
  readonly number: string;
  readonly left: Money;
}

interface UseCreditDialogProps {
  readonly invoice: RecordData;
  readonly credits: readonly Credit[];
  readonly onClose: () => void;
}

/** Pays an invoice with what is left of an earlier payment or of a credit note. */
export function UseCreditDialog({ invoice, credits, onClose }: UseCreditDialogProps) {
  const t = useT();
  const format = useFormat();
  const fieldTitle = useFieldTitle();
  const optionTitle = useOptionTitle();
  const objectTitle = useObjectTitle();
  const { act, busy } = useBillingAct();
  const open = invoice.open as Money;
  const [chosen, setChosen] = useState(credits[0]);
  const mostOf = (credit: Credit | undefined) => smaller(credit?.left.amount ?? "0", open.amount);
  const [amount, setAmount] = useState<string | null>(mostOf(credits[0]));
  const [problem, setProblem] = useState<string>();
  const kindOf = ({ kind }: Credit) =>
    kind === "payment" ? objectTitle("payment", "one") : optionTitle("invoice", "kind", "credit_note");
  const isTooMuch = new Big(amount ?? 0).gt(mostOf(chosen));

  async function use(credit: Credit): Promise<void> {
    const done = await act(
      () => changeShare(credit, invoice.id, new Big(amount ?? 0).toFixed()),
      t("payments.credit.done"),
      {
        undo: ({ before, version }) => putShares(credit, before, version),
        onProblem: (thrown) => setProblem(problemText(thrown)),
      },
    );
    if (done) onClose();
  }

  return (
    <FormDialog
      title={t("payments.credit.title", { number: String(invoice.number ?? "") })}
      act={t("payments.credit.act")}
      busy={busy}
      disabled={!chosen || !(Number(amount) > 0) || isTooMuch}
      problem={problem}
      onClose={onClose}
      onSubmit={() => chosen && void use(chosen)}
    >
      <Select
        label={t("payments.credit.from")}
        allowDeselect={false}
        value={chosen?.id ?? null}
        data={credits.map((credit) => ({
          value: credit.id,
          label: `${kindOf(credit)} ${credit.number} · ${format.money(credit.left)}`,
        }))}
        onChange={(id) => {
          const credit = credits.find((one) => one.id === id);
          setChosen(credit);
          setAmount(mostOf(credit));
        }}
      />
      <AmountInput
        label={`${fieldTitle("payment", "amount")}, ${open.currency}`}
        description={t("payments.refund.most", {
          amount: format.money({ amount: mostOf(chosen), currency: open.currency }),
        })}
        error={isTooMuch ? t("payments.refund.too_much") : undefined}
        value={amount}
        autoFocus
        onChange={setAmount}
      />
    </FormDialog>
  );
}

const smaller = (one: string, other: string): string => (new Big(one).lt(other) ? one : other);
