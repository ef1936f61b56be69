import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { OutputOf } from "#kernel/action";
import { readMessages, type Said } from "#channels/contract";
import { type ApiProblem, call } from "#web/client.ts";
import { useLive } from "#web/live.ts";

type Page = OutputOf<typeof readMessages>;

/** What was said in a conversation, oldest first; what is said meanwhile comes in by itself. */
export function useMessages(id: string) {
  const client = useQueryClient();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  useLive("conversation", ({ ids, kind }) => {
    if (kind !== "resync" && !ids.includes(id)) return;
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      void client.invalidateQueries({ queryKey: ["conversation", id] });
    }, 100);
  });
  return useInfiniteQuery<Page, ApiProblem, readonly Said[], readonly unknown[], string | undefined>({
    queryKey: ["conversation", id, "messages"],
    initialPageParam: undefined,
    queryFn: ({ pageParam: before }) =>
      call(readMessages, { params: { id }, query: before ? { before } : {} }),
    getNextPageParam: ({ data, earlier }) => (earlier ? data[0]?.id : undefined),
    select: ({ pages }: InfiniteData<Page, string | undefined>) =>
      [...pages].reverse().flatMap((page) => page.data),
  });
}
