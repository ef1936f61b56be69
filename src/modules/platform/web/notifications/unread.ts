import { useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "#web/client.ts";
import { useLive } from "#web/live.ts";
import { useSession } from "#web/session.ts";

/** Under this key stands all that was read of notifications. */
export const notificationsKey = ["notifications"];

/** How many notifications the user has not read; counts up while one watches. */
export function useUnreadNotifications(): number {
  const { user } = useSession();
  const queries = useQueryClient();
  useLive("user", ({ name, kind, ids }) => {
    const concerns = kind === "resync" || (name === "platform.notified" && ids.includes(user.id));
    if (concerns) void queries.invalidateQueries({ queryKey: notificationsKey });
  });
  return (
    useQuery({
      queryKey: [...notificationsKey, "unread"],
      // By its address: the contract would bring the checking of its shapes into the first screen.
      queryFn: () => request<{ unread: number }>("GET", "/api/notifications", { query: { limit: 1 } }),
    }).data?.unread ?? 0
  );
}
