import { useQuery } from "@tanstack/react-query";
import type { OutputOf } from "#kernel/action";
import { type Beginning, readBeginnings } from "#channels/contract";
import { type ApiProblem, call } from "#web/client.ts";

/** By which channels one may write first, with what a party has of addresses there. */
export function useBeginnings(party: string | undefined, enabled: boolean): readonly Beginning[] {
  const { data } = useQuery<OutputOf<typeof readBeginnings>, ApiProblem>({
    queryKey: ["beginnings", party],
    queryFn: () => call(readBeginnings, { query: { ...(party && { party }) } }),
    enabled,
    staleTime: 60_000,
  });
  return data?.data ?? [];
}
