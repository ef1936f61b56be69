import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { type BinEntry, listBin, restoreFromBin, type SomeRecords } from "#records/contract";
import { actsOf, useUndo } from "#records/web";
import { call, callAct } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import type { Asked } from "./bin-filters.tsx";

const binKey = ["settings", "recycle-bin", "list"];

/** Records a request takes at most. */
const portion = 500;

/** Pages of the bin, the newest first. */
export function useBin({ words, object, by }: Asked) {
  const query = { search: words.trim() || undefined, object: object ?? undefined, by: by ?? undefined };
  return useInfiniteQuery({
    queryKey: [...binKey, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => call(listBin, { query: { ...query, before: pageParam } }),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    // Records are archived everywhere else: what is known from an earlier visit is not to be trusted.
    staleTime: 0,
  });
}

/** Asks the bin and all lists of these records anew. */
export function useBinChanged(): (entries: readonly BinEntry[]) => Promise<void> {
  const client = useQueryClient();
  return async (entries) => {
    // What went along is of other objects, so that their lists are no longer true either.
    const everywhere = entries.some((entry) => entry.along > 0);
    const objects = new Set(entries.map((entry) => entry.object));
    const keys = everywhere ? [["records"]] : [...objects].map((object) => ["records", object]);
    await Promise.all([binKey, ...keys].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}

/** Takes records out of the bin; the note offers to put them back. */
export function useRestoring() {
  const t = useT();
  const changed = useBinChanged();
  const undo = useUndo();
  return useMutation({
    mutationFn: async (entries: readonly BinEntry[]) => {
      const acts: string[] = [];
      await inPortions(entries, async (records) =>
        acts.push(...actsOf(await callAct(restoreFromBin, { body: { records } }))),
      );
      return acts;
    },
    onSuccess: (acts, entries) =>
      notifyDone(
        t("settings.recycle_bin.restored", {
          count: entries.length,
          title: entries[0]?.title || t("records.untitled"),
        }),
        { undo: () => undo(acts).then(() => changed(entries)) },
      ),
    onError: notifyProblem,
    onSettled: (_answer, _error, entries) => changed(entries),
  });
}

/** Does `act` with records by object and id, as many at a time as the server takes. */
export async function inPortions(
  entries: readonly BinEntry[],
  act: (records: SomeRecords["records"]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < entries.length; start += portion)
    await act(entries.slice(start, start + portion).map(({ object, id }) => ({ object, id })));
}
