import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { call } from "#web/client.ts";
import { Drawer } from "#web/dialog.tsx";
import { EmptyState } from "#web/empty-state.tsx";
import { notifyProblem } from "#web/notify.ts";
import { useIsLooking } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { listNotifications, readNotifications } from "../../contract/notifications.ts";
import { NotificationLine } from "./notification-line.tsx";
import { notificationsKey } from "./unread.ts";
import styles from "./notifications-drawer.module.css";

/** What one was told, newest first. */
export function NotificationsDrawer({ onClose }: { onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const looking = useIsLooking();
  const told = useInfiniteQuery({
    queryKey: [...notificationsKey, "list"],
    queryFn: ({ pageParam }) => call(listNotifications, { query: pageParam ? { cursor: pageParam } : {} }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
  const refresh = () => void queries.invalidateQueries({ queryKey: notificationsKey });
  const reading = useMutation({
    mutationFn: (ids: readonly string[] | undefined) =>
      call(readNotifications, { body: ids ? { ids: [...ids] } : {} }),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  useEffect(refresh, []);
  const lines = told.data?.pages.flatMap((page) => page.data) ?? [];
  const unread = told.data?.pages[0]?.unread ?? 0;
  return (
    <Drawer opened onClose={onClose} position="right" size={400} title={t("notifications.title")}>
      {told.data && lines.length === 0 && (
        <EmptyState icon="bell" title={t("notifications.none")} text={t("notifications.none_text")} />
      )}
      {unread > 0 && (
        <div className={styles.head}>
          <span>{t("notifications.unread", { count: unread })}</span>
          {!looking && (
            <Button size="compact-sm" variant="subtle" onClick={() => reading.mutate(undefined)}>
              {t("notifications.read_all")}
            </Button>
          )}
        </div>
      )}
      <ul className={styles.lines}>
        {lines.map((line) => (
          <NotificationLine
            key={line.id}
            notification={line}
            onOpen={() => {
              if (!line.read && !looking) reading.mutate([line.id]);
              onClose();
            }}
          />
        ))}
      </ul>
      {told.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          fullWidth
          onClick={() => void told.fetchNextPage()}
          loading={told.isFetchingNextPage}
        >
          {t("notifications.more")}
        </Button>
      )}
    </Drawer>
  );
}
