import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { OutputOf } from "#kernel/action";
import { readViewCounts } from "#channels/contract";
import { type ListView, useObject, useViews } from "#records/web";
import { type ApiProblem, call } from "#web/client.ts";
import { useLive } from "#web/live.ts";

export type SavedViews = ReturnType<typeof useSavedViews>;

const countsKey = ["inbox", "view_counts"] as const;
const betweenCounts = 2000;
/** Whoever saved a view that is dear to count waits for its number: no more than so much of the time goes into counting. */
const share = 20;

/** Views of conversations that one saved oneself or that are shared, with how many stand there. */
export function useSavedViews(): readonly (ListView & { readonly count: number | undefined })[] {
  const { views } = useViews(useObject("conversation"));
  const saved = views.filter((view) => !view.standard);
  const counts = useViewCounts(saved.length > 0);
  return saved.map((view) => ({ ...view, count: counts?.data.find(({ id }) => id === view.id)?.count }));
}

function useViewCounts(enabled: boolean): OutputOf<typeof readViewCounts> | undefined {
  const client = useQueryClient();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const took = useRef(0);
  useEffect(() => () => clearTimeout(waiting.current), []);
  useLive("conversation", () => {
    if (!enabled) return;
    waiting.current ??= setTimeout(
      () => {
        waiting.current = undefined;
        void client.invalidateQueries({ queryKey: countsKey });
      },
      Math.max(betweenCounts, share * took.current),
    );
  });
  return useQuery<OutputOf<typeof readViewCounts>, ApiProblem>({
    queryKey: countsKey,
    queryFn: async () => {
      const began = performance.now();
      const counts = await call(readViewCounts);
      took.current = performance.now() - began;
      return counts;
    },
    enabled,
  }).data;
}
