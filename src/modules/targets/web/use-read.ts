import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Action, OutputOf } from "#kernel/action";
import { call, type CallInput } from "#web/client.ts";

/** Reads what an action answers; what was read before stays until there is something new. */
export function useRead<A extends Action>(action: A, input: CallInput<A> = {}, enabled = true) {
  return useQuery<OutputOf<A>>({
    queryKey: ["targets", action.id, input],
    queryFn: () => call(action, input),
    staleTime: 10_000,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Has everything of this room read anew after a change. */
export function useReadAnew(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["targets"] });
}
