import { Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import {
  cancelSubscription,
  keepSubscription,
  pauseSubscription,
  resumeSubscription,
  startSubscription,
} from "#billing/contract";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { type RecordSlotProps, useFieldTitle, useOptionTitle, StateMark } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { useCan } from "#web/session.ts";
import { BarActs, StateBar } from "#web/state-bar.tsx";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import styles from "../billing.module.css";

/** How a subscription stands, what it brings, and what can be done with it. */
export function SubscriptionBar({ record: subscription }: RecordSlotProps) {
  const t = useT();
  const format = useFormat();
  const optionTitle = useOptionTitle();
  const recurring = subscription.recurring as Money | null | undefined;
  const next = subscription.next_invoice_on as string | null | undefined;
  return (
    <StateBar acts={<Acts subscription={subscription} />}>
      <StateMark object="subscription" state={subscription.state} />
      {recurring && (
        <span className="numeric">
          {t("billing.subscription.recurring", { amount: format.money(recurring) })}
        </span>
      )}
      <span className={styles.quiet}>
        {optionTitle("subscription", "every", String(subscription.every ?? "month"))}
      </span>
      {next && (
        <span className={styles.quiet}>{t("billing.subscription.next", { day: format.date(next) })}</span>
      )}
    </StateBar>
  );
}

function Acts({ subscription }: { readonly subscription: RecordData }) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const [asking, setAsking] = useState(false);
  const mayManage = useCan("subscriptions:manage");
  if (!mayManage || subscription.archived_at) return null;
  const params = { id: subscription.id };
  const { state } = subscription;
  const step = (run: () => Promise<unknown>) => void act(run, t("billing.subscription.done"));
  return (
    <BarActs>
      {state === "draft" && (
        <Button size="xs" loading={busy} onClick={() => step(() => call(startSubscription, { params }))}>
          {t("billing.subscription.start")}
        </Button>
      )}
      {state === "active" && (
        <Button
          size="xs"
          variant="default"
          onClick={() => step(() => call(pauseSubscription, { params, body: {} }))}
        >
          {t("billing.subscription.pause")}
        </Button>
      )}
      {state === "paused" && (
        <Button size="xs" onClick={() => step(() => call(resumeSubscription, { params }))}>
          {t("billing.subscription.resume")}
        </Button>
      )}
      {state === "cancelled" && (
        <Button size="xs" variant="default" onClick={() => step(() => call(keepSubscription, { params }))}>
          {t("billing.subscription.keep")}
        </Button>
      )}
      {(state === "active" || state === "paused") && (
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {t("billing.subscription.cancel")}
        </Button>
      )}
      {asking && <CancelDialog id={subscription.id} onClose={() => setAsking(false)} />}
    </BarActs>
  );
}

function CancelDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const { act, busy } = useBillingAct();
  const [at, setAt] = useState<"period_end" | "now">("period_end");
  const [reason, setReason] = useState("");
  async function cancel(): Promise<void> {
    const body = { at, reason: reason.trim() };
    if (await act(() => call(cancelSubscription, { params: { id }, body }), t("billing.subscription.done")))
      onClose();
  }
  return (
    <FormDialog
      title={t("billing.subscription.cancel")}
      act={t("billing.subscription.cancel")}
      busy={busy}
      disabled={reason.trim() === ""}
      onClose={onClose}
      onSubmit={() => void cancel()}
    >
      <Select
        label={t("billing.subscription.when")}
        data={(["period_end", "now"] as const).map((value) => ({
          value,
          label: t(`billing.subscription.at.${value}`),
        }))}
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
    </FormDialog>
  );
}
