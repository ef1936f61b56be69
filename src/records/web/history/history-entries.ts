import { useInfiniteQuery } from "@tanstack/react-query";
import type { HistoryEntry } from "#records/contract";
import { type ApiProblem, request } from "#web/client.ts";
import { usePlural } from "../records.ts";

interface HistoryPage {
  readonly data: readonly HistoryEntry[];
}

const page = 50;

/** What happened to the record and what belongs to it, newest first, page after page. */
export function useHistory(object: string, id: string) {
  const plural = usePlural(object);
  return useInfiniteQuery<
    HistoryPage,
    ApiProblem,
    readonly HistoryEntry[],
    readonly unknown[],
    string | null
  >({
    queryKey: ["records", object, "history", id],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) =>
      request<HistoryPage>("GET", `/api/${plural}/${id}/history`, {
        query: { before: pageParam ?? undefined, limit: page, parts: true },
        signal,
      }),
    getNextPageParam: ({ data }) => (data.length < page ? null : data.at(-1)?.id),
    select: ({ pages }) => pages.flatMap((one) => one.data),
  });
}
