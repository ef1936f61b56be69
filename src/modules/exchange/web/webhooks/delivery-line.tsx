import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { WebhookDelivery } from "#exchange/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { DeliveryDetails } from "./delivery-details.tsx";
import { useDeliveryTitle } from "./event-titles.ts";
import { useOutcome } from "./tries.tsx";
import styles from "./webhooks.module.css";

interface DeliveryLineProps {
  readonly delivery: WebhookDelivery;
  /** Whether it could be delivered again. */
  readonly mayReplay: boolean;
}

export function DeliveryLine({ delivery, mayReplay }: DeliveryLineProps) {
  const t = useT();
  const { relative, dateTime } = useFormat();
  const titleOf = useDeliveryTitle();
  const outcome = useOutcome();
  const [open, setOpen] = useState(false);
  const details = useId();
  const { state, last, next_try_at: next, happened_at: at, count } = delivery;
  const again = last && next && Date.parse(next) > Date.now() ? next : null;
  return (
    <li>
      <button
        type="button"
        className={styles.delivery}
        aria-expanded={open}
        aria-controls={details}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight className={styles.chevron} size={14} stroke={1.5} aria-hidden />
        <span className={styles.what}>
          {titleOf(delivery)}
          {count > 1 && <span className={styles.quiet}> {t("webhooks.log.records", { count })}</span>}
        </span>
        <span className={styles.became}>
          <span className={styles.bar} data-state={state} aria-hidden />
          {t(`webhooks.deliveries.${state}`)}
          <span className={styles.quiet}>
            {last && outcome(last)}
            {again && `, ${t("webhooks.log.next", { when: relative(again) })}`}
          </span>
        </span>
        <time className={styles.quiet} dateTime={at} title={dateTime(at)}>
          {relative(at)}
        </time>
      </button>
      <div id={details}>{open && <DeliveryDetails delivery={delivery} mayReplay={mayReplay} />}</div>
    </li>
  );
}
