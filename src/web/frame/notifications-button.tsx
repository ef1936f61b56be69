import { ActionIcon, Indicator, Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useUnreadNotifications } from "#platform/web";
import { useT } from "#web/texts.ts";
import { useShell } from "./shell.ts";

export function NotificationsButton({ folded }: { folded: boolean }) {
  const t = useT();
  const { openNotifications } = useShell();
  const unread = useUnreadNotifications();
  const label = unread > 0 ? t("notifications.unread_label", { count: unread }) : t("shell.notifications");
  return (
    <Tooltip label={label} position={folded ? "right" : "top"}>
      <ActionIcon aria-label={label} onClick={openNotifications}>
        <Indicator size={6} offset={2} disabled={unread === 0}>
          <IconBell size={16} stroke={1.5} />
        </Indicator>
      </ActionIcon>
    </Tooltip>
  );
}
