import { Button } from "@mantine/core";
import Big from "big.js";
import { useState } from "react";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { type RecordSlotProps, StateMark } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useCan } from "#web/session.ts";
import { BarActs, StateBar } from "#web/state-bar.tsx";
import { useT } from "#web/texts.ts";
import { AllocateDialog } from "./allocate-dialog.tsx";
import { OpenDisputes } from "./open-disputes.tsx";
import styles from "./payments.module.css";
import { RefundDialog } from "./refund-dialog.tsx";
import { ReverseDialog } from "./reverse-dialog.tsx";

/** Where a payment stands, what is left of it, and what can be done with it. */
export function PaymentBar({ record: payment }: RecordSlotProps) {
  const t = useT();
  const format = useFormat();
  const credit = payment.credit as Money | null | undefined;
  const hasCredit = payment.state === "received" && Number(credit?.amount) > 0;
  return (
    <StateBar acts={payment.state === "received" && <Acts payment={payment} />}>
      <StateMark object="payment" state={payment.state} />
      {hasCredit && credit && <span>{t("payments.credit_left", { amount: format.money(credit) })}</span>}
      {payment.origin === "provider" && <OpenDisputes payment={payment} />}
      {payment.state === "reversed" && (
        <span className={styles.quiet}>{String(payment.reverse_reason ?? "")}</span>
      )}
    </StateBar>
  );
}

function Acts({ payment }: { readonly payment: RecordData }) {
  const t = useT();
  const [asking, setAsking] = useState<"allocate" | "refund" | "reverse" | null>(null);
  const [mayRecord, mayReverse] = [useCan("payments:record"), useCan("payments:reverse")];
  // What may not be seen of it may not be reckoned with.
  if (payment.archived_at || !payment.amount || !payment.credit || !payment.customer) return null;
  const refunded = new Big((payment.refunded as Money | null)?.amount ?? 0);
  const left = new Big((payment.amount as Money).amount).minus(refunded);
  const close = () => setAsking(null);
  return (
    <BarActs>
      {mayReverse && refunded.eq(0) && payment.origin !== "provider" && (
        <Button size="xs" variant="default" onClick={() => setAsking("reverse")}>
          {t("payments.reverse.open")}
        </Button>
      )}
      {mayReverse && left.gt(0) && (
        <Button size="xs" variant="default" onClick={() => setAsking("refund")}>
          {t("payments.refund.open")}
        </Button>
      )}
      {mayRecord && left.gt(0) && (
        <Button size="xs" onClick={() => setAsking("allocate")}>
          {t("payments.allocate.open_dialog")}
        </Button>
      )}
      {asking === "allocate" && <AllocateDialog object="payment" record={payment} onClose={close} />}
      {asking === "refund" && <RefundDialog object="payment" record={payment} onClose={close} />}
      {asking === "reverse" && <ReverseDialog payment={payment} onClose={close} />}
    </BarActs>
  );
}
