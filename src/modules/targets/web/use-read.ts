import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Action, OutputOf } from "#kernel/action";
import { useEffect, useRef } from "react";
import { call, type CallInput } from "#web/client.ts";
import { useLive } from "#web/live.ts";

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

const [soon, seldom] = [1_000, 10_000];

/** Has what this room reckoned follow the deals: a moved one shows at once, a stream of them every ten seconds, for sums are dear. */
export function useFollowDeals(): void {
  const anew = useReadAnew();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const last = useRef(0);
  useEffect(() => () => clearTimeout(waiting.current), []);
  useLive("deal", () => {
    const rest = last.current + seldom - Date.now();
    waiting.current ??= setTimeout(
      () => {
        waiting.current = undefined;
        last.current = Date.now();
        void anew();
      },
      Math.max(soon, rest),
    );
  });
}
