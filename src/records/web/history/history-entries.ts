import { useInfiniteQuery } from "@tanstack/react-query";
import type { HistoryEntry, Page } from "#records/contract";
import { type ApiProblem, request } from "#web/client.ts";
import { usePlural } from "../records.ts";

/** What happened to the record, newest first, page after page. */
export function useHistory(object: string, id: string) {
  const plural = usePlural(object);
  return useInfiniteQuery<
    Page<HistoryEntry>,
    ApiProblem,
    readonly HistoryEntry[],
    readonly unknown[],
    string | null
  >({
    queryKey: ["records", object, "history", id],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) =>
      request("GET", `/api/${plural}/${id}/history`, {
        query: { cursor: pageParam ?? undefined },
        signal,
      }) as Promise<Page<HistoryEntry>>,
    getNextPageParam: (page) => page.next ?? null,
    select: ({ pages }) => pages.flatMap((page) => page.data),
  });
}
