import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconKey, IconPlayerPause, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { removeWebhook, rotateWebhookSecret, switchWebhookOff, type Webhook } from "#exchange/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { RemoveDialog } from "./remove-dialog.tsx";
import { SecretDialog } from "./secret-dialog.tsx";
import { useRefreshWebhooks } from "./webhook-queries.ts";

/** What is done with a webhook less often: another secret, off, away. */
export function WebhookMenu({ webhook }: { readonly webhook: Webhook }) {
  const t = useT();
  const navigate = useNavigate();
  const refresh = useRefreshWebhooks();
  const [removing, setRemoving] = useState(false);
  const params = { id: webhook.id };
  const rotating = useMutation({
    mutationFn: () => call(rotateWebhookSecret, { params }),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const switchOff = useMutation({
    mutationFn: () => call(switchWebhookOff, { params }),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const remove = useMutation({
    mutationFn: () => call(removeWebhook, { params }),
    onSuccess: async () => {
      await navigate({ to: "/settings/webhooks" });
      await refresh();
    },
    onError: notifyProblem,
  });
  const icon = { size: 16, stroke: 1.5 };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t("webhooks.more")}>
            <IconDots {...icon} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconKey {...icon} />} onClick={() => rotating.mutate()}>
            {t("webhooks.secret.rotate")}
          </Menu.Item>
          {!webhook.off_reason && (
            <Menu.Item leftSection={<IconPlayerPause {...icon} />} onClick={() => switchOff.mutate()}>
              {t("webhooks.switch_off")}
            </Menu.Item>
          )}
          <Menu.Item color="red" leftSection={<IconTrash {...icon} />} onClick={() => setRemoving(true)}>
            {t("webhooks.remove.act")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {rotating.data && (
        <SecretDialog
          rotated
          secret={rotating.data.secret}
          name={webhook.name}
          onClose={() => rotating.reset()}
        />
      )}
      {removing && (
        <RemoveDialog
          name={webhook.name}
          busy={remove.isPending}
          onRemove={() => remove.mutate()}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  );
}
