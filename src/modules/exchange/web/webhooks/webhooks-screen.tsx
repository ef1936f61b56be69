import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Webhook } from "#exchange/contract";
import { SettingsScreen } from "#platform/web";
import { EmptyState } from "#web/empty-state.tsx";
import { useT } from "#web/texts.ts";
import { useTopicsSentence } from "./event-titles.ts";
import { Health } from "./health.tsx";
import { webhooksQuery } from "./webhook-queries.ts";
import { WebhookState } from "./webhook-state.tsx";
import styles from "./webhooks.module.css";

/** Which other systems are told what happens here, and whether they hear it. */
export default function WebhooksScreen() {
  const t = useT();
  const { data: webhooks } = useQuery(webhooksQuery);
  const make = (
    <Button
      component={Link}
      to="/settings/webhooks/new"
      leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
    >
      {t("webhooks.new")}
    </Button>
  );
  return (
    <SettingsScreen wide title={t("webhooks.title")} actions={webhooks?.length ? make : undefined}>
      {webhooks?.length === 0 && (
        <EmptyState icon="webhook" title={t("webhooks.none")} text={t("webhooks.none_text")} action={make} />
      )}
      {webhooks && webhooks.length > 0 && (
        <>
          <p className={styles.text}>{t("webhooks.text")}</p>
          <ul className={styles.list}>
            {webhooks.map((webhook) => (
              <WebhookLine key={webhook.id} webhook={webhook} />
            ))}
          </ul>
        </>
      )}
    </SettingsScreen>
  );
}

function WebhookLine({ webhook }: { webhook: Webhook }) {
  const sentence = useTopicsSentence();
  return (
    <li>
      <Link to={`/settings/webhooks/${webhook.id}`} className={styles.line}>
        <span className={styles.names}>
          <strong>{webhook.name}</strong>
          <span className={styles.quiet}>{sentence(webhook)}</span>
        </span>
        <Health recent={webhook.recent} />
        <WebhookState webhook={webhook} />
      </Link>
    </li>
  );
}
