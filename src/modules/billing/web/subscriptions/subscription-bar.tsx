import { Button } from "@mantine/core";
import { useState } from "react";
import { keepSubscription, resumeSubscription } from "#billing/contract";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { type RecordSlotProps, StateMark, useOptionTitle } from "#records/web";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useCan } from "#web/session.ts";
import { BarActs, StateBar } from "#web/state-bar.tsx";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import styles from "../billing.module.css";
import { CancelDialog, PauseDialog, StartDialog } from "./subscription-dialogs.tsx";

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
      {typeof subscription.ends_on === "string" && (
        <span className={styles.quiet}>
          {t("billing_terms.ends", { day: format.date(subscription.ends_on) })}
        </span>
      )}
      {next && subscription.state !== "paused" && (
        <span className={styles.quiet}>{t("billing.subscription.next", { day: format.date(next) })}</span>
      )}
    </StateBar>
  );
}

type Asking = "start" | "pause" | "cancel";

function Acts({ subscription }: { readonly subscription: RecordData }) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const [asking, setAsking] = useState<Asking | null>(null);
  const mayManage = useCan("subscriptions:manage");
  if (!mayManage || subscription.archived_at) return null;
  const params = { id: subscription.id };
  const { state } = subscription;
  const step = (run: () => Promise<unknown>, done: string) => void act(run, t(done));
  const dialog = { subscription, onClose: () => setAsking(null) };
  return (
    <BarActs>
      {state === "draft" && (
        <Button size="xs" onClick={() => setAsking("start")}>
          {t("billing.subscription.start")}
        </Button>
      )}
      {state === "active" && (
        <Button size="xs" variant="default" onClick={() => setAsking("pause")}>
          {t("billing.subscription.pause")}
        </Button>
      )}
      {state === "paused" && (
        <Button
          size="xs"
          loading={busy}
          onClick={() => step(() => call(resumeSubscription, { params }), "billing_terms.resumed")}
        >
          {t("billing.subscription.resume")}
        </Button>
      )}
      {state === "cancelled" && (
        <Button
          size="xs"
          variant="default"
          loading={busy}
          onClick={() => step(() => call(keepSubscription, { params }), "billing_terms.kept")}
        >
          {t("billing.subscription.keep")}
        </Button>
      )}
      {(state === "active" || state === "paused") && (
        <Button size="xs" variant="default" onClick={() => setAsking("cancel")}>
          {t("billing.subscription.cancel")}
        </Button>
      )}
      {asking === "start" && <StartDialog {...dialog} />}
      {asking === "pause" && <PauseDialog {...dialog} />}
      {asking === "cancel" && <CancelDialog {...dialog} />}
    </BarActs>
  );
}
