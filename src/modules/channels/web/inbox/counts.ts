import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { OutputOf } from "#kernel/action";
import { mostCounted, readInboxCounts } from "#channels/contract";
import { type ApiProblem, call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useLive } from "#web/live.ts";

export type InboxCounts = OutputOf<typeof readInboxCounts>;

const countsKey = ["inbox", "counts"] as const;
const betweenCounts = 2000;

/** The counters of the inbox; they count again when conversations change, at most every two seconds. */
export function useInboxCounts(): InboxCounts | undefined {
  const client = useQueryClient();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  useLive("conversation", () => {
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      void client.invalidateQueries({ queryKey: countsKey });
    }, betweenCounts);
  });
  return useQuery<InboxCounts, ApiProblem>({ queryKey: countsKey, queryFn: () => call(readInboxCounts) })
    .data;
}

/** `999+` where nobody counted further; nothing for nothing. */
export function useCountText(): (count: number | undefined) => string {
  const { number } = useFormat();
  return (count) => {
    if (!count) return "";
    return count > mostCounted ? `${number(mostCounted)}+` : number(count);
  };
}
