import { useQuery } from "@tanstack/react-query";
import type { OutputOf } from "#kernel/action";
import { readViewCounts } from "#channels/contract";
import { type ListView, useObject, useViews } from "#records/web";
import { type ApiProblem, call } from "#web/client.ts";
import { countsKey } from "./counts.ts";

export type SavedViews = ReturnType<typeof useSavedViews>;

/** Views of conversations that one saved oneself or that are shared, with how many stand there. */
export function useSavedViews(): readonly (ListView & { readonly count: number | undefined })[] {
  const { views } = useViews(useObject("conversation"));
  const saved = views.filter((view) => !view.standard);
  const { data } = useQuery<OutputOf<typeof readViewCounts>, ApiProblem>({
    queryKey: [...countsKey, "views"],
    queryFn: () => call(readViewCounts),
    enabled: saved.length > 0,
  });
  return saved.map((view) => ({ ...view, count: data?.data.find(({ id }) => id === view.id)?.count }));
}
