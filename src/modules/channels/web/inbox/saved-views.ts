import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import type { OutputOf } from "#kernel/action";
import { readViewCounts } from "#channels/contract";
import { type ListView, useObject, useViews } from "#records/web";
import { type ApiProblem, call } from "#web/client.ts";
import { useLive } from "#web/live.ts";

type ViewCounts = OutputOf<typeof readViewCounts>;
export type SavedViews = ReturnType<typeof useSavedViews>;

const countsKey = ["inbox", "view_counts"] as const;
/** The server answers at once, as it counted last; what is dear it counts the less often. */
const betweenCounts = 2000;

/** Views of conversations that one saved oneself or that are shared, with how many stand there. */
export function useSavedViews(): readonly (ListView & { readonly count: number | undefined })[] {
  const { views } = useViews(useObject("conversation"));
  const saved = views.filter((view) => !view.standard);
  const counts = useViewCounts(saved.length > 0);
  return saved.map((view) => ({ ...view, count: counts?.data.find(({ id }) => id === view.id)?.count }));
}

function useViewCounts(enabled: boolean): ViewCounts | undefined {
  const client = useQueryClient();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const changedAt = useRef(0);
  const again = useCallback(() => {
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      void client.invalidateQueries({ queryKey: countsKey });
    }, betweenCounts);
  }, [client]);
  useEffect(() => () => clearTimeout(waiting.current), []);
  useLive("conversation", () => {
    changedAt.current = Date.now();
    if (enabled) again();
  });
  const { data, dataUpdatedAt } = useQuery<ViewCounts, ApiProblem>({
    queryKey: countsKey,
    queryFn: () => call(readViewCounts),
    enabled,
  });
  // What was counted before the last change is asked for until it was counted since.
  const isBehind =
    data !== undefined &&
    (data.counting || data.data.some(({ age }) => dataUpdatedAt - age < changedAt.current));
  useEffect(() => {
    if (isBehind) again();
  }, [isBehind, dataUpdatedAt, again]);
  return data;
}
