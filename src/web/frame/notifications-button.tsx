import { ActionIcon, Indicator, Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useT } from "#web/texts.ts";
import { useShell } from "./shell.ts";
import { useUnread } from "./unread.ts";

/** The bell, with a dot when something was told that is not read yet. */
export function NotificationsButton({ folded }: { folded: boolean }) {
  const t = useT();
  const { openNotifications } = useShell();
  const unread = useUnread();
  const label = unread > 0 ? t("shell.unread", { count: unread }) : t("shell.notifications");
  return (
    <Tooltip label={label} position={folded ? "right" : "top"}>
      <Indicator disabled={unread === 0} size={7} offset={7} color="red">
        <ActionIcon aria-label={label} onClick={openNotifications}>
          <IconBell size={16} stroke={1.5} />
        </ActionIcon>
      </Indicator>
    </Tooltip>
  );
}
