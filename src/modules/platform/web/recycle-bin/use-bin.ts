import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { type BinEntry, listBin, restoreFromBin, type SomeRecords } from "#records/contract";
import { useMetadata } from "#records/web";
import { call, request } from "#web/client.ts";
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
  const archive = useArchiving();
  return useMutation({
    mutationFn: (entries: readonly BinEntry[]) =>
      inPortions(entries, (records) => call(restoreFromBin, { body: { records } })),
    onSuccess: (_answer, entries) =>
      notifyDone(
        t("settings.recycle_bin.restored", {
          count: entries.length,
          title: entries[0]?.title || t("records.untitled"),
        }),
        {
          undo: async () => {
            await archive(entries);
            await changed(entries);
          },
        },
      ),
    onError: notifyProblem,
    onSettled: (_answer, _error, entries) => changed(entries),
  });
}

// Who may not change many at once archives one after the other.
function useArchiving(): (entries: readonly BinEntry[]) => Promise<void> {
  const { objects } = useMetadata();
  return async (entries) => {
    for (const [name, some] of Map.groupBy(entries, (entry) => entry.object)) {
      const object = objects[name];
      const ids = some.map(({ id }) => id);
      if (object?.grant.bulk && ids.length > 1)
        await request("POST", `/api/${object.plural}/bulk`, { body: { ids, archive: true } });
      else for (const id of ids) await request("DELETE", `/api/${object?.plural}/${id}`);
    }
  };
}

/** Does `act` with records by object and id, as many at a time as the server takes. */
export async function inPortions(
  entries: readonly BinEntry[],
  act: (records: SomeRecords["records"]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < entries.length; start += portion)
    await act(entries.slice(start, start + portion).map(({ object, id }) => ({ object, id })));
}
