import { IconAlertTriangle, IconCircleCheck, IconPlayerPause } from "@tabler/icons-react";
import type { Webhook } from "#exchange/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./webhooks.module.css";

/** Whether a webhook works, in a word with its sign. */
export function WebhookState({ webhook }: { readonly webhook: Webhook }) {
  const t = useT();
  const { dateTime } = useFormat();
  const [Icon, tone, text] = webhook.off_reason
    ? webhook.off_reason === "by_hand"
      ? ([IconPlayerPause, "off", t("webhooks.state.off")] as const)
      : ([IconAlertTriangle, "bad", t("webhooks.state.switched_off")] as const)
    : webhook.failing_since
      ? ([
          IconAlertTriangle,
          "warning",
          t("webhooks.state.failing", { when: dateTime(webhook.failing_since) }),
        ] as const)
      : ([IconCircleCheck, "well", t("webhooks.state.on")] as const);
  return (
    <span className={styles.state} data-tone={tone}>
      <Icon size={16} stroke={1.5} aria-hidden />
      {text}
    </span>
  );
}
