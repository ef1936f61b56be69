import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { testWebhook } from "#exchange/contract";
import { call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { Tries } from "./tries.tsx";
import { useRefreshWebhooks } from "./webhook-queries.ts";

/** Sends a test when it opens, and says how the receiver took it. */
export function TestDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useT();
  const refresh = useRefreshWebhooks();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => call(testWebhook, { params: { id } }),
    onSettled: refresh,
  });
  useEffect(() => mutate(), [mutate]);
  return (
    <Modal opened size="lg" onClose={onClose} title={t("webhooks.test.title")}>
      <Stack gap="md">
        <Text size="sm" role="status">
          {data
            ? t(`webhooks.test.${data.state === "delivered" ? "taken" : "refused"}`)
            : error
              ? problemText(error)
              : t("webhooks.test.sending")}
        </Text>
        {data && <Tries tries={data.tries} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => mutate()} loading={isPending}>
            {t("webhooks.test.again")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
