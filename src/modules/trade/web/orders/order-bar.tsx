import { Button } from "@mantine/core";
import { IconCheck, IconTruckDelivery } from "@tabler/icons-react";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import { type RecordSlotProps, useObject, useOptionTitle, useRecordRights, StateMark } from "#records/web";
import { cancelOrder, confirmOrder, copyOrder } from "#trade/contract";
import { call } from "#web/client.ts";
import { useOpenRecord } from "#web/open-record.ts";
import { useCan } from "#web/session.ts";
import { BarActs, StateBar } from "#web/state-bar.tsx";
import { useT } from "#web/texts.ts";
import { useTradeAct } from "../acting.ts";
import styles from "../bar.module.css";
import { WordsDialog } from "../words-dialog.tsx";
import { HandingDialog } from "./handing-dialog.tsx";

/** Where an order stands, and the steps that can be taken from here. */
export function OrderBar({ record: order }: RecordSlotProps) {
  const optionTitle = useOptionTitle();
  const { state } = order;
  return (
    <StateBar acts={<OrderActs order={order} />}>
      <StateMark object="order" state={order.state} />
      {(state === "confirmed" || state === "completed") && (
        <span className={styles.quiet}>
          {optionTitle("order", "delivery_state", String(order.delivery_state ?? "none"))}
          {" · "}
          {optionTitle("order", "invoice_state", String(order.invoice_state ?? "none"))}
        </span>
      )}
      {typeof order.cancel_reason === "string" && (
        <span className={styles.quiet}>{optionTitle("order", "cancel_reason", order.cancel_reason)}</span>
      )}
    </StateBar>
  );
}

type Asking = "delivery" | "return" | "cancellation";

function OrderActs({ order }: { readonly order: RecordData }) {
  const t = useT();
  const { act, busy } = useTradeAct();
  const open = useOpenRecord();
  const [asking, setAsking] = useState<Asking | null>(null);
  const object = useObject("order");
  const { change } = useRecordRights(object, order);
  const [mayConfirm, mayCancel, mayDeliver] = [
    useCan("orders:confirm"),
    useCan("orders:cancel"),
    useCan("orders:deliver"),
  ];
  if (order.archived_at) return null;
  const params = { id: order.id };
  const number = String(order.number);
  const { state } = order;
  const isOut = order.delivery_state === "part" || order.delivery_state === "all";
  return (
    <BarActs>
      {object.grant.create && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          onClick={() =>
            void act(() => call(copyOrder, { params }), t("trade.order.done.copied", { number })).then(
              (made) => made && open("order", made.id),
            )
          }
        >
          {t("trade.order.acts.copy")}
        </Button>
      )}
      {mayCancel && change && (state === "draft" || state === "confirmed") && (
        <Button size="xs" variant="default" onClick={() => setAsking("cancellation")}>
          {t(isOut ? "trade.order.acts.cancel_rest" : "trade.order.acts.cancel")}
        </Button>
      )}
      {mayDeliver && isOut && order.origin !== "import" && (
        <Button size="xs" variant="default" onClick={() => setAsking("return")}>
          {t("trade.order.acts.return")}
        </Button>
      )}
      {mayConfirm && change && state === "draft" && (
        <Button
          size="xs"
          loading={busy}
          leftSection={<IconCheck size={14} stroke={1.5} />}
          onClick={() =>
            void act(() => call(confirmOrder, { params }), t("trade.order.done.confirmed", { number }))
          }
        >
          {t("trade.order.acts.confirm")}
        </Button>
      )}
      {mayDeliver && state === "confirmed" && (
        <Button
          size="xs"
          leftSection={<IconTruckDelivery size={14} stroke={1.5} />}
          onClick={() => setAsking("delivery")}
        >
          {t("trade.order.acts.deliver")}
        </Button>
      )}
      {asking === "cancellation" && (
        <WordsDialog
          title={t("trade.order.asks.cancellation", { number })}
          act={t(isOut ? "trade.order.acts.cancel_rest" : "trade.order.acts.cancel")}
          busy={busy}
          reason={{ object: "order", field: "cancel_reason" }}
          words={t("trade.quote.comment")}
          onClose={() => setAsking(null)}
          onAnswer={({ reason, comment }) =>
            void act(
              () => call(cancelOrder, { params, body: { reason, ...(comment && { comment }) } }),
              t("trade.order.done.cancelled", { number }),
            ).then(() => setAsking(null))
          }
        />
      )}
      {(asking === "delivery" || asking === "return") && (
        <HandingDialog order={order} kind={asking} onClose={() => setAsking(null)} />
      )}
    </BarActs>
  );
}
