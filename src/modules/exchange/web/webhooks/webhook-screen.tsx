import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Webhook } from "#exchange/contract";
import { Section, SettingsScreen } from "#platform/web";
import { ReadOnlyWhileLooking } from "#web/read-only.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { DeliveryLog } from "./delivery-log.tsx";
import { TestDialog } from "./test-dialog.tsx";
import { WebhookFacts } from "./webhook-facts.tsx";
import { WebhookMenu } from "./webhook-menu.tsx";
import { webhookQuery } from "./webhook-queries.ts";
import { WebhookTrouble } from "./webhook-trouble.tsx";

/** One webhook: how it does, what it is, and everything it told. */
export default function WebhookScreen() {
  const t = useT();
  const { id = "" } = useParams({ strict: false });
  const { data: webhook, isError } = useQuery(webhookQuery(id));
  if (webhook) return <Shown webhook={webhook} />;
  return <SettingsScreen title={t("webhooks.title")}>{isError && t("shell.not_found.text")}</SettingsScreen>;
}

function Shown({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const mayChange = useCan("webhooks:manage");
  const [testing, setTesting] = useState(false);
  return (
    <SettingsScreen
      wide
      reads
      title={webhook.name}
      actions={
        mayChange && (
          <>
            <Button variant="default" onClick={() => setTesting(true)}>
              {t("webhooks.test.send")}
            </Button>
            <Button component={Link} to={`/settings/webhooks/${webhook.id}/edit`}>
              {t("webhooks.edit")}
            </Button>
            <WebhookMenu webhook={webhook} />
          </>
        )
      }
    >
      <ReadOnlyWhileLooking>
        <WebhookTrouble webhook={webhook} />
      </ReadOnlyWhileLooking>
      <WebhookFacts webhook={webhook} />
      <Section title={t("webhooks.log.title")} text={t("webhooks.log.text")}>
        <DeliveryLog webhook={webhook} />
      </Section>
      {testing && <TestDialog id={webhook.id} onClose={() => setTesting(false)} />}
    </SettingsScreen>
  );
}
