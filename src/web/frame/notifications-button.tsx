import { ActionIcon, Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useT } from "#web/texts.ts";
import { useShell } from "./shell.ts";

export function NotificationsButton({ folded }: { folded: boolean }) {
  const t = useT();
  const { openNotifications } = useShell();
  return (
    <Tooltip label={t("shell.notifications")} position={folded ? "right" : "top"}>
      <ActionIcon aria-label={t("shell.notifications")} onClick={openNotifications}>
        <IconBell size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}
