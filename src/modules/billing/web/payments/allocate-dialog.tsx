import { Button, Group, NumberInput } from "@mantine/core";
import Big from "big.js";
import { useState } from "react";
import { allocateCredit, allocatePayment } from "#billing/contract";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import { oldestFirst, sumOf } from "./oldest-first.ts";
import styles from "./payments.module.css";
import { type PayableInvoice, type PayableInvoices, usePayableInvoices } from "./use-payable-invoices.ts";

interface AllocateDialogProps {
  /** A payment, or a credit note among the invoices. */
  readonly object: "payment" | "invoice";
  readonly record: RecordData;
  readonly onClose: () => void;
}

/** Says which invoices a payment or a credit note settles, and how much of each; suggested are those due first. */
export function AllocateDialog(props: AllocateDialogProps) {
  const payable = usePayableInvoices(props.object, props.record);
  return payable.isPending ? null : <Shares {...props} payable={payable} />;
}

type Shared = ReadonlyMap<string, string>;

function Shares({
  object,
  record,
  onClose,
  payable: { invoices, before },
}: AllocateDialogProps & { readonly payable: PayableInvoices }) {
  const t = useT();
  const format = useFormat();
  const { act, busy } = useBillingAct();
  const usable = usableOf(object, record);
  const [shares, setShares] = useState<Shared>(() => oldestFirst(invoices, before, usable.amount));
  // What was there when the dialog opened: that is what is changed, and what is gone back to.
  const [opened] = useState({ before, version: record.version });
  const [problem, setProblem] = useState<string>();
  const left = new Big(usable.amount).minus(sumOf(shares.values()));
  const money = (amount: string) => format.money({ amount, currency: usable.currency });
  const isTooMuch = left.lt(0) || invoices.some(({ id, open }) => new Big(shares.get(id) || 0).gt(open));

  const put = (wanted: Shared, version: number) =>
    call(object === "payment" ? allocatePayment : allocateCredit, {
      params: { id: record.id },
      body: { invoices: namedOf(wanted), version },
    });
  async function allocate(): Promise<void> {
    const done = await act(() => put(shares, opened.version), t("payments.allocate.done"), {
      undo: ({ version }) => put(opened.before, version),
      onProblem: (thrown) => setProblem(problemText(thrown)),
    });
    if (done) onClose();
  }

  return (
    <FormDialog
      title={t("payments.allocate.title", { number: String(record.number ?? "") })}
      act={t("payments.allocate.act")}
      busy={busy}
      disabled={isTooMuch || invoices.length === 0}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void allocate()}
      beside={
        invoices.length > 0 && (
          <Group gap={4}>
            <Button
              variant="subtle"
              size="xs"
              onClick={() => setShares(oldestFirst(invoices, new Map(), usable.amount))}
            >
              {t("payments.allocate.oldest_first")}
            </Button>
            <Button variant="subtle" size="xs" color="gray" onClick={() => setShares(new Map())}>
              {t("payments.allocate.none")}
            </Button>
          </Group>
        )
      }
    >
      {invoices.length === 0 ? (
        <p className={styles.quiet}>{t("payments.allocate.empty")}</p>
      ) : (
        <>
          <ul className={styles.shares}>
            {invoices.map((invoice, index) => (
              <Share
                key={invoice.id}
                invoice={invoice}
                money={money}
                amount={shares.get(invoice.id) ?? ""}
                isFirst={index === 0}
                onChange={(amount) => setShares(new Map(shares).set(invoice.id, amount))}
              />
            ))}
          </ul>
          <p className={left.lt(0) ? styles.wrong : styles.rest} role="status">
            <span>{t(left.lt(0) ? "payments.allocate.over" : "payments.allocate.left")}</span>
            <strong className="numeric">{money(left.abs().toFixed())}</strong>
          </p>
        </>
      )}
    </FormDialog>
  );
}

interface ShareProps {
  readonly invoice: PayableInvoice;
  readonly amount: string;
  readonly isFirst: boolean;
  readonly money: (amount: string) => string;
  readonly onChange: (amount: string) => void;
}

function Share({ invoice: { number, due, open }, amount, isFirst, money, onChange }: ShareProps) {
  const t = useT();
  const format = useFormat();
  const isTooMuch = new Big(amount || 0).gt(open);
  const facts = [
    t("payments.allocate.open", { amount: money(open) }),
    due && t("billing.invoice.due", { day: format.date(due) }),
  ];
  return (
    <li className={styles.share}>
      <span className={styles.what}>
        {number}
        <span className={isTooMuch ? styles.wrong : styles.quiet}>{facts.filter(Boolean).join(" · ")}</span>
      </span>
      <NumberInput
        aria-label={number}
        size="xs"
        value={amount}
        min={0}
        decimalScale={3}
        hideControls
        error={isTooMuch}
        placeholder="0"
        onChange={(value) => onChange(String(value))}
        onFocus={({ currentTarget }) => currentTarget.select()}
        {...(isFirst && { "data-autofocus": true })}
      />
    </li>
  );
}

/** As much as may settle invoices: what was not given back of it. */
function usableOf(object: "payment" | "invoice", record: RecordData): Money {
  const [whole, gone] = (
    object === "payment" ? [record.amount, record.refunded] : [record.total, record.paid]
  ) as [Money, Money | null];
  return { amount: new Big(whole.amount).minus(gone?.amount ?? 0).toFixed(), currency: whole.currency };
}

const namedOf = (shares: Shared) =>
  [...shares].flatMap(([invoice, amount]) =>
    Number(amount) > 0 ? [{ invoice, amount: new Big(amount).toFixed() }] : [],
  );
