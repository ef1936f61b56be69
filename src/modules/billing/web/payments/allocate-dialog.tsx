import { Button, Group } from "@mantine/core";
import Big from "big.js";
import { useState } from "react";
import type { Money } from "#kernel/money";
import type { LinkValue, RecordData } from "#records/contract";
import { FormDialog } from "#web/form-dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import { putShares, type Source } from "./changing-share.ts";
import { oldestFirst } from "./oldest-first.ts";
import styles from "./payments.module.css";
import { fits, namedOf, ShareList, type Shares } from "./share-list.tsx";
import { type PayableInvoices, usePayableInvoices } from "./use-payable-invoices.ts";

interface AllocateDialogProps {
  /** A payment, or a credit note among the invoices. */
  readonly object: "payment" | "invoice";
  readonly record: RecordData;
  readonly onClose: () => void;
}

/** Says which invoices a payment or a credit note settles, and how much of each; suggested are those due first. */
export function AllocateDialog({ object, record, onClose }: AllocateDialogProps) {
  const usable = usableOf(object, record);
  const source: Source = { kind: object === "payment" ? "payment" : "credit_note", id: record.id };
  const customer = (record.customer as LinkValue).id;
  const payable = usePayableInvoices({ customer, currency: usable.currency, source });
  if (payable.isPending) return null;
  return <Sharing source={source} record={record} usable={usable} payable={payable} onClose={onClose} />;
}

interface SharingProps {
  readonly source: Source;
  readonly record: RecordData;
  readonly usable: Money;
  readonly payable: PayableInvoices;
  readonly onClose: () => void;
}

function Sharing({ source, record, usable, payable: { invoices, before }, onClose }: SharingProps) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const [shares, setShares] = useState<Shares>(() => oldestFirst(invoices, before, usable.amount));
  // What was there when the dialog opened: that is what is changed, and what is gone back to.
  const [opened] = useState({ before, version: record.version });
  const [problem, setProblem] = useState<string>();

  async function allocate(): Promise<void> {
    const put = (wanted: Shares, version: number) => putShares(source, namedOf(wanted), version);
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
      disabled={invoices.length === 0 || !fits(shares, invoices, usable.amount)}
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
        <ShareList invoices={invoices} shares={shares} usable={usable} onChange={setShares} />
      )}
    </FormDialog>
  );
}

/** As much as may settle invoices: what was not given back of it. */
function usableOf(object: "payment" | "invoice", record: RecordData): Money {
  const [whole, gone] = (
    object === "payment" ? [record.amount, record.refunded] : [record.total, record.paid]
  ) as [Money, Money | null];
  return { amount: new Big(whole.amount).minus(gone?.amount ?? 0).toFixed(), currency: whole.currency };
}
