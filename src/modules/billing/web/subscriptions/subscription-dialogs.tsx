import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { cancelSubscription, pauseSubscription, startSubscription } from "#billing/contract";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { DayInput, useFieldTitle, useOptionTitle, useCurrencyOf, useRecords } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { useBillingDialogAct } from "../acting.ts";
import styles from "../billing.module.css";
import { amountsOf } from "../lines/edited-line.ts";
import { useToday } from "../today.ts";

interface DialogProps {
  readonly subscription: RecordData;
  readonly onClose: () => void;
}

/** Starts a subscription, and says what it will be invoiced. */
export function StartDialog({ subscription, onClose }: DialogProps) {
  const t = useT();
  const format = useFormat();
  const optionTitle = useOptionTitle();
  const { act, busy, problem } = useBillingDialogAct(onClose);
  const today = useToday();
  const params = { id: subscription.id };
  const filter = { field: "subscription", op: "is", value: subscription.id } as const;
  const { rows, isPending } = useRecords("subscription_line", { filter, limit: 200 });
  const currency = useCurrencyOf(subscription);
  const { together } = amountsOf(
    rows.map((row) => ({
      quantity: String(row.quantity ?? "0"),
      price: (row.price as Money | null | undefined)?.amount ?? "0",
      discount: String(row.discount ?? 0),
    })),
    currency,
  );
  const starts = String(subscription.starts_on);
  const isNothing = !isPending && Number(together) === 0;
  return (
    <FormDialog
      title={t("billing_terms.start.title", { name: String(subscription.name ?? "") })}
      act={t("billing.subscription.start")}
      busy={busy}
      disabled={isPending}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void act(() => call(startSubscription, { params }), t("billing_terms.start.done"))}
    >
      <p className={styles.follows}>
        {isNothing
          ? t("billing_terms.start.nothing")
          : t(`billing_terms.start.${starts <= today ? "at_once" : "later"}`, {
              day: format.date(starts),
              amount: format.money({ amount: together, currency }),
              every: optionTitle("subscription", "every", String(subscription.every ?? "month")),
            })}
      </p>
    </FormDialog>
  );
}

/** Pauses a subscription from a day on, for a reason. */
export function PauseDialog({ subscription, onClose }: DialogProps) {
  const t = useT();
  const format = useFormat();
  const fieldTitle = useFieldTitle();
  const { act, busy, problem } = useBillingDialogAct(onClose);
  const [from, setFrom] = useState(useToday());
  const [reason, setReason] = useState("");
  const body = { from_on: from, reason: reason.trim() || null };
  return (
    <FormDialog
      title={t("billing_terms.pause.title", { name: String(subscription.name ?? "") })}
      act={t("billing.subscription.pause")}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSubmit={() =>
        void act(
          () => call(pauseSubscription, { params: { id: subscription.id }, body }),
          t("billing_terms.pause.done", { day: format.date(from) }),
        )
      }
    >
      <DayInput label={t("billing_terms.pause.from")} value={from} onChange={(day) => day && setFrom(day)} />
      <TextInput
        label={fieldTitle("subscription_pause", "reason")}
        value={reason}
        maxLength={500}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <p className={styles.follows}>{t("billing_terms.pause.follows", { day: format.date(from) })}</p>
    </FormDialog>
  );
}

const ends = ["period_end", "now"] as const;

/** Cancels a subscription, with the period that is invoiced or at once, and says what becomes of its invoices. */
export function CancelDialog({ subscription, onClose }: DialogProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const { act, busy, problem } = useBillingDialogAct(onClose);
  const [at, setAt] = useState<(typeof ends)[number]>("period_end");
  const [reason, setReason] = useState("");
  const body = { at, reason: reason.trim() };
  return (
    <FormDialog
      title={t("billing.subscription.cancel")}
      act={t("billing.subscription.cancel")}
      busy={busy}
      disabled={reason.trim() === ""}
      problem={problem}
      onClose={onClose}
      onSubmit={() =>
        void act(
          () => call(cancelSubscription, { params: { id: subscription.id }, body }),
          t("billing_terms.cancel.done"),
        )
      }
    >
      <Select
        label={t("billing.subscription.when")}
        data={ends.map((value) => ({ value, label: t(`billing.subscription.at.${value}`) }))}
        value={at}
        allowDeselect={false}
        onChange={(value) => setAt(value === "now" ? "now" : "period_end")}
      />
      <TextInput
        label={fieldTitle("subscription", "cancel_reason")}
        value={reason}
        maxLength={500}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        data-autofocus
      />
      <p className={styles.follows}>{t(`billing_terms.cancel.${at}`)}</p>
    </FormDialog>
  );
}
