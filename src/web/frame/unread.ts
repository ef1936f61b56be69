import { useQuery, useQueryClient } from "@tanstack/react-query";
import { listNotifications } from "#platform/contract";
import { call } from "#web/client.ts";
import { useLive } from "#web/live.ts";
import { useSession } from "#web/session.ts";

/** How many notifications the user has not read; kept true as they come. */
export function useUnread(): number {
  const { user } = useSession();
  const client = useQueryClient();
  const told = useQuery({
    queryKey: ["notifications", "unread"],
    queryFn: () => call(listNotifications, { query: { limit: 1 } }),
  });
  useLive("user", ({ ids, name }) => {
    if (name === "platform.notified" && ids.includes(user.id))
      void client.invalidateQueries({ queryKey: ["notifications"] });
  });
  return told.data?.unread ?? 0;
}
