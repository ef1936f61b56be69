import {
  type InfiniteData,
  keepPreviousData,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useMemo } from "react";
import type { Filter } from "#kernel/filter";
import type { Count, Page, RecordData, Total } from "#records/contract";
import { type ApiProblem, request } from "#web/client.ts";
import { useMetadata } from "./metadata.ts";
import { cachedRecord } from "./record-cache.ts";

/** What a list shows; as `listQuery`, with the filter as an object. */
export interface RecordQuery {
  readonly filter?: Filter | null;
  readonly sort?: string;
  readonly search?: string;
  /** Fields wanted; all unless told. */
  readonly fields?: readonly string[];
  readonly archived?: boolean;
  /** Rows a page; 100 unless told. */
  readonly limit?: number;
  /** Ask for the number of all that match. */
  readonly count?: boolean;
  /** False: do not ask yet. */
  readonly enabled?: boolean;
}

export interface RecordList {
  /** All that is loaded, in order. */
  readonly rows: readonly RecordData[];
  readonly count: Count | undefined;
  /** Nothing is there to show yet. */
  readonly isPending: boolean;
  /** What is shown belongs to an earlier query; the asked-for one is under way. */
  readonly isStale: boolean;
  readonly error: ApiProblem | null;
  readonly hasMore: boolean;
  readonly isFetchingMore: boolean;
  readonly fetchMore: () => Promise<unknown>;
  readonly refetch: () => Promise<unknown>;
}

export type RecordPages = InfiniteData<Page, NextPage>;

/** Where a page of the screen begins, and of how many pages of the server it is made. */
interface NextPage {
  readonly cursor: string | null;
  readonly together: number;
}

// Who is that far down has jumped: many pages in a row are drawn once. By the place alone, so that a list that is asked
// again comes in the same pages.
const nearPages = 5;
const farTogether = 10;

/** Records of `object`, page after page by keyset, merged; live changes come in by themselves. */
export function useRecords(object: string, query: RecordQuery = {}): RecordList {
  const plural = usePlural(object);
  const asked = useMemo(() => listQueryText(query), [query]);
  const result = useInfiniteQuery<Page, ApiProblem, RecordPages, readonly unknown[], NextPage>({
    queryKey: ["records", object, "list", asked],
    enabled: query.enabled !== false && plural !== undefined,
    initialPageParam: { cursor: null, together: 1 },
    queryFn: ({ pageParam }) => pagesFrom(`/api/${plural}`, asked, pageParam),
    getNextPageParam: ({ next }, pages) =>
      next === null ? null : { cursor: next, together: pages.length < nearPages ? 1 : farTogether },
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => result.data?.pages.flatMap((page) => page.data) ?? [], [result.data]);
  return {
    rows,
    count: result.data?.pages[0]?.count,
    isPending: result.isPending,
    isStale: result.isPlaceholderData,
    error: result.error,
    hasMore: result.hasNextPage,
    isFetchingMore: result.isFetchingNextPage,
    fetchMore: result.fetchNextPage,
    refetch: result.refetch,
  };
}

async function pagesFrom(
  path: string,
  asked: Readonly<Record<string, string | undefined>>,
  { cursor, together }: NextPage,
): Promise<Page> {
  const from = (next: string | null) =>
    request<Page>("GET", path, {
      query: { ...asked, ...(next ? { cursor: next, count: undefined } : {}) },
    });
  let page = await from(cursor);
  for (let more = 1; more < together && page.next; more++) {
    const { data, next } = await from(page.next);
    page = { ...page, data: [...page.data, ...data], next };
  }
  return page;
}

/** One record with all its fields; shown at once from a list that has it, then completed. */
export function useRecord(object: string, id: string | undefined): UseQueryResult<RecordData, ApiProblem> {
  const plural = usePlural(object);
  const client = useQueryClient();
  return useQuery<RecordData, ApiProblem>({
    queryKey: ["records", object, "one", id],
    enabled: id !== undefined && plural !== undefined,
    queryFn: () => request("GET", `/api/${plural}/${id}`) as Promise<RecordData>,
    placeholderData: () => (id ? cachedRecord(client, object, id) : undefined),
  });
}

export interface TotalsAsked {
  readonly group?: string;
  readonly sum?: readonly string[];
  readonly avg?: readonly string[];
  readonly min?: readonly string[];
  readonly max?: readonly string[];
  readonly filter?: Filter | null;
  readonly search?: string;
  readonly enabled?: boolean;
}

/** Counts and sums of all that match, by group where one is given. */
export function useTotals(object: string, asked: TotalsAsked): UseQueryResult<readonly Total[], ApiProblem> {
  const plural = usePlural(object);
  const query = {
    group: asked.group,
    ...Object.fromEntries(
      (["sum", "avg", "min", "max"] as const).map((how) => [how, asked[how]?.join(",") || undefined]),
    ),
    filter: asked.filter ? JSON.stringify(asked.filter) : undefined,
    search: asked.search || undefined,
  };
  return useQuery<readonly Total[], ApiProblem>({
    queryKey: ["records", object, "totals", query],
    enabled: asked.enabled !== false && plural !== undefined,
    queryFn: async () => {
      const answer = (await request("GET", `/api/${plural}/totals`, { query })) as {
        data: readonly Total[];
      };
      return answer.data;
    },
    placeholderData: keepPreviousData,
  });
}

/** `deals` of `deal`; undefined where the user may not see the object. */
export function usePlural(object: string): string | undefined {
  return useMetadata().objects[object]?.plural;
}

function listQueryText(query: RecordQuery): Record<string, string | undefined> {
  return {
    limit: String(query.limit ?? 100),
    sort: query.sort || undefined,
    filter: query.filter ? JSON.stringify(query.filter) : undefined,
    search: query.search || undefined,
    fields: query.fields?.length ? query.fields.join(",") : undefined,
    archived: query.archived ? "true" : undefined,
    count: query.count ? "true" : undefined,
  };
}
