import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import {
  type DuplicateDecision,
  type DuplicatePage,
  type DuplicatePair,
  decideDuplicate,
  listDuplicates,
  type PartyKind,
  reopenDuplicate,
} from "#customers/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";

const listKey = ["duplicates", "list"];

export interface Asked {
  readonly state: "open" | "later" | "not_duplicate";
  readonly object: PartyKind | undefined;
}

/** Pairs that may be the same, the likeliest first. */
export function useDuplicates(asked: Asked) {
  return useInfiniteQuery({
    queryKey: [...listKey, asked],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => call(listDuplicates, { query: { ...asked, after: pageParam } }),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    // They are found in the background, while one looks elsewhere.
    staleTime: 0,
  });
}

/** Asks the list anew. */
export function useRefreshDuplicates(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: listKey });
}

interface Said {
  readonly pair: DuplicatePair;
  /** Null takes back what was said. */
  readonly decision: DuplicateDecision | null;
}

/** Says something of a pair: it leaves the list at once, and comes back when the server says no or one undoes it. */
export function useDeciding() {
  const t = useT();
  const client = useQueryClient();
  const refresh = useRefreshDuplicates();
  return useMutation({
    mutationFn: ({ pair, decision }: Said) => say(pair.id, decision),
    onMutate: ({ pair }) =>
      client.setQueriesData<InfiniteData<DuplicatePage>>(
        { queryKey: listKey },
        (known) => known && { ...known, pages: known.pages.map((page) => without(page, pair.id)) },
      ),
    onSuccess: (_answer, { pair, decision }) =>
      notifyDone(t(`duplicates.said.${decision ?? "reopened"}`), {
        undo: () => say(pair.id, pair.decision).then(refresh),
      }),
    onError: notifyProblem,
    onSettled: refresh,
  });
}

function say(id: string, decision: DuplicateDecision | null): Promise<void> {
  return decision
    ? call(decideDuplicate, { params: { id }, body: { decision } })
    : call(reopenDuplicate, { params: { id } });
}

function without(page: DuplicatePage, id: string): DuplicatePage {
  return { ...page, data: page.data.filter((pair) => pair.id !== id) };
}
