import { Alert, Button, Group } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { switchWebhookOn, type Webhook } from "#exchange/contract";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useRefreshWebhooks } from "./webhook-queries.ts";

/** Why a webhook is off or about to be, and the way back. */
export function WebhookTrouble({ webhook }: { readonly webhook: Webhook }) {
  const t = useT();
  const { relative, dateTime } = useFormat();
  const refresh = useRefreshWebhooks();
  const switching = useMutation({
    mutationFn: () => call(switchWebhookOn, { params: { id: webhook.id } }),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const { off_reason: reason, off_at: at, failing_since: since } = webhook;
  if (!reason && !since) return null;
  return (
    <Alert
      mb="lg"
      variant="light"
      color={reason === "by_hand" ? "gray" : reason ? "red" : "yellow"}
      icon={<IconAlertTriangle size={16} stroke={1.5} />}
    >
      <Group justify="space-between" wrap="wrap">
        <span>
          {reason
            ? t(`webhooks.off.${reason}`, { when: at ? relative(at) : "" })
            : t("webhooks.failing", { when: since ? dateTime(since) : "" })}
        </span>
        {reason && (
          <Button size="xs" loading={switching.isPending} onClick={() => switching.mutate()}>
            {t("webhooks.switch_on")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
