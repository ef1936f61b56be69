import { useQuery } from "@tanstack/react-query";
import type { HistoryEntry, RecordData } from "#records/contract";
import { request } from "#web/client.ts";
import { usePlural } from "../records.ts";

/** Who changed each field last, as far as the newest page of the history tells; nothing until it is there. */
export function useLastChanges(object: string, { id, version }: RecordData): Map<string, HistoryEntry> {
  const plural = usePlural(object);
  const { data = [] } = useQuery({
    queryKey: ["records", object, "history", id, version],
    queryFn: async ({ signal }) =>
      (
        await request<{ data: readonly HistoryEntry[] }>("GET", `/api/${plural}/${id}/history`, {
          query: { limit: 50 },
          signal,
        })
      ).data,
  });
  // Newest come first, so that an older one of the same field must not take its place.
  return new Map(
    data.toReversed().flatMap((entry) => Object.keys(entry.changes).map((name) => [name, entry] as const)),
  );
}
