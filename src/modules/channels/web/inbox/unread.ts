import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { markAsRead, markAsUnread, readUnread } from "#channels/contract";
import { type ApiProblem, call } from "#web/client.ts";

const newest = 150;

/** Which of the newest that are listed have something unread. */
export function useUnread(
  rows: readonly { readonly id: string; readonly last_message_at?: unknown }[],
): ReadonlySet<string> {
  const asked = rows.slice(0, newest);
  // What was said last is part of the question: it is asked again when somebody writes.
  const key = asked.map((row) => `${row.id} ${String(row.last_message_at)}`).join(",");
  const { data } = useQuery<{ data: string[] }, ApiProblem>({
    queryKey: ["inbox", "unread", key],
    queryFn: () => call(readUnread, { query: { ids: asked.map(({ id }) => id).join(",") } }),
    enabled: asked.length > 0,
    placeholderData: (before) => before,
  });
  return useMemo(() => new Set(data?.data), [data]);
}

export function useMarkReading(): (id: string, read: boolean) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (id, read) => {
      const forget = (held: { data: string[] } | undefined) =>
        held && { data: read ? held.data.filter((one) => one !== id) : [...held.data, id] };
      client.setQueriesData<{ data: string[] }>({ queryKey: ["inbox", "unread"] }, forget);
      await call(read ? markAsRead : markAsUnread, { params: { id } });
    },
    [client],
  );
}
