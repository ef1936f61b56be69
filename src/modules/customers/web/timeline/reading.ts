import { type InfiniteData, type QueryClient, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { TimelineEntry, TimelineKind, TimelinePage } from "#customers/contract";
import { type ApiProblem, request } from "#web/client.ts";
import { useLive } from "#web/live.ts";
import type { Subject } from "./subject.ts";

type Pages = InfiniteData<TimelinePage, string | null>;

/** What passed with the subject, newest first, page after page; what others write comes in by itself. */
export function useTimeline(subject: Subject, kinds: readonly TimelineKind[]) {
  const client = useQueryClient();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  useLive("*", ({ object }) => {
    if (!shown.has(object)) return;
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      void refreshTimeline(client, subject);
    }, 1500);
  });
  return useInfiniteQuery<
    TimelinePage,
    ApiProblem,
    readonly TimelineEntry[],
    readonly unknown[],
    string | null
  >({
    queryKey: ["timeline", subject.path, kinds.join(",")],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) =>
      request<TimelinePage>("GET", `${subject.path}/timeline`, {
        query: { cursor: pageParam ?? undefined, kinds: kinds.length > 0 ? kinds.join(",") : undefined },
        signal,
      }),
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap((page) => page.data),
  });
}

export function refreshTimeline(client: QueryClient, subject: Subject): Promise<void> {
  return client.invalidateQueries({ queryKey: ["timeline", subject.path] });
}

/** Shows an entry otherwise at once, wherever the browser holds it. */
export function patchEntry(
  client: QueryClient,
  id: string,
  change: (entry: TimelineEntry) => TimelineEntry,
): void {
  client.setQueriesData<Pages>(
    { queryKey: ["timeline"] },
    (pages) =>
      pages && {
        ...pages,
        pages: pages.pages.map((page) => ({
          ...page,
          data: page.data.map((entry) => (entry.record === id ? change(entry) : entry)),
        })),
      },
  );
}

// Objects whose records stand on a timeline.
const shown = new Set(["interaction", "note", "task", "deal", "lead", "ticket"]);
