import { Code } from "@mantine/core";
import type { ReactNode } from "react";
import type { Webhook } from "#exchange/contract";
import { useRoleName } from "#platform/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { useTopicSentence } from "./event-titles.ts";
import { Health } from "./health.tsx";
import { WebhookState } from "./webhook-state.tsx";
import styles from "./webhooks.module.css";

/** What a webhook is: where it goes, what it tells, within whose rights. */
export function WebhookFacts({ webhook }: { readonly webhook: Webhook }) {
  const t = useT();
  const { dateTime } = useFormat();
  const sentence = useTopicSentence();
  const roleName = useRoleName();
  const { previous_secret_until: until } = webhook;
  return (
    <dl className={styles.facts}>
      <Fact title={t("webhooks.state.title")}>
        <WebhookState webhook={webhook} />
        {webhook.recent.length > 0 && <Health recent={webhook.recent} />}
      </Fact>
      <Fact title={t("webhooks.address")}>
        <Code className={styles.address}>{webhook.address}</Code>
      </Fact>
      <Fact stacked title={t("webhooks.tells")}>
        {webhook.topics.map((topic) => (
          <div key={topic.object}>
            {sentence(topic)}
            {(topic.filter || topic.fields) && <span className={styles.quiet}> {t("webhooks.partly")}</span>}
          </div>
        ))}
      </Fact>
      <Fact title={t("webhooks.payload.title")}>{t(`webhooks.payload.${webhook.payload}`)}</Fact>
      <Fact title={t("webhooks.within")}>
        {t("webhooks.rights", { role: roleName(webhook.role.title), user: webhook.user.title })}
      </Fact>
      {until && (
        <Fact title={t("webhooks.secret.title")}>
          {t("webhooks.secret.both", { until: dateTime(until) })}
        </Fact>
      )}
    </dl>
  );
}

interface FactProps {
  readonly title: string;
  /** One under the other rather than beside it. */
  readonly stacked?: boolean;
  readonly children: ReactNode;
}

function Fact({ title, stacked, children }: FactProps) {
  return (
    <div className={styles.fact}>
      <dt>{title}</dt>
      <dd data-stacked={stacked}>{children}</dd>
    </div>
  );
}
