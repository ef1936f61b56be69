import { Button, SegmentedControl } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type DeliveryState, deliveryState, type Webhook } from "#exchange/contract";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { DeliveryLine } from "./delivery-line.tsx";
import { ReplayMenu } from "./replay-menu.tsx";
import { deliveriesQuery } from "./webhook-queries.ts";
import styles from "./webhooks.module.css";

/** What a webhook told and is to tell, newest first; each line opens to its tries. */
export function DeliveryLog({ webhook }: { readonly webhook: Webhook }) {
  const t = useT();
  const mayReplay = useCan("webhooks:manage") && !webhook.off_reason;
  const [state, setState] = useState<DeliveryState | "all">("all");
  const deliveries = useInfiniteQuery(deliveriesQuery(webhook.id, state === "all" ? undefined : state));
  const lines = deliveries.data?.pages.flatMap((page) => page.data);
  return (
    <>
      <div className={styles.tools}>
        <SegmentedControl
          size="xs"
          className={styles.which}
          aria-label={t("webhooks.log.which")}
          value={state}
          onChange={setState}
          data={(["all", ...deliveryState.options] as const).map((value) => ({
            value,
            label: t(`webhooks.deliveries.${value}`),
          }))}
        />
        {mayReplay && <ReplayMenu id={webhook.id} />}
      </div>
      {lines?.length === 0 && (
        <p className={styles.none}>{t(`webhooks.log.${state === "all" ? "none" : "none_such"}`)}</p>
      )}
      <ul className={styles.deliveries}>
        {lines?.map((delivery) => (
          <DeliveryLine key={delivery.id} delivery={delivery} mayReplay={mayReplay} />
        ))}
      </ul>
      {deliveries.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          mt="sm"
          loading={deliveries.isFetchingNextPage}
          onClick={() => void deliveries.fetchNextPage()}
        >
          {t("webhooks.log.more")}
        </Button>
      )}
    </>
  );
}
