import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { OutputOf } from "#kernel/action";
import { readMessages, type Said } from "#channels/contract";
import { type ApiProblem, call } from "#web/client.ts";
import { useLive } from "#web/live.ts";

const betweenReads = 100;

type Page = OutputOf<typeof readMessages>;

/** What was said in a conversation, oldest first; what is said meanwhile comes in by itself. */
export function useMessages(id: string) {
  const client = useQueryClient();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const readAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => () => clearTimeout(waiting.current), []);
  useLive("conversation", ({ ids, kind }) => {
    if (kind !== "resync" && !ids.includes(id)) return;
    // What comes after a while is read at once, what comes in a row together.
    const isQuiet = performance.now() - readAt.current > betweenReads;
    waiting.current ??= setTimeout(
      () => {
        waiting.current = undefined;
        readAt.current = performance.now();
        void client.invalidateQueries({ queryKey: ["conversation", id] });
      },
      isQuiet ? 0 : betweenReads,
    );
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
