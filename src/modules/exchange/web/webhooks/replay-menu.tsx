import { Button, Menu } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { replayFailed } from "#exchange/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useRefreshWebhooks } from "./webhook-queries.ts";

/** Hours back from now, under the key of their text. */
const spans = { hour: 1, day: 24, week: 7 * 24, all: 31 * 24 } as const;
type Span = keyof typeof spans;

/** Has all that failed lately delivered again. */
export function ReplayMenu({ id }: { readonly id: string }) {
  const t = useT();
  const refresh = useRefreshWebhooks();
  const replaying = useMutation({
    mutationFn: (span: Span) => {
      const since = new Date(Date.now() - spans[span] * 3_600_000).toISOString();
      return call(replayFailed, { params: { id }, body: { since } });
    },
    onSuccess: async ({ count }) => {
      notifyDone(t("webhooks.replay.asked", { count }));
      await refresh();
    },
    onError: notifyProblem,
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          loading={replaying.isPending}
          leftSection={<IconRepeat size={14} stroke={1.5} aria-hidden />}
        >
          {t("webhooks.replay.failed")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(spans) as Span[]).map((span) => (
          <Menu.Item key={span} onClick={() => replaying.mutate(span)}>
            {t(`webhooks.replay.${span}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
