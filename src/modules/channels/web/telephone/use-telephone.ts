import { useQuery } from "@tanstack/react-query";
import type { OutputOf } from "#kernel/action";
import { call } from "#web/client.ts";
import { useCan } from "#web/session.ts";
import { readTelephone } from "../../contract/telephone.ts";

/** The lines by which who looks can call; undefined until it is known, and for who has no part in it. */
export function useTelephone(): OutputOf<typeof readTelephone> | undefined {
  const may = useCan("conversations:answer");
  const { data } = useQuery({
    queryKey: ["channels", "own-telephone"],
    queryFn: () => call(readTelephone),
    enabled: may,
    staleTime: 60_000,
    // What does not run yet is looked for again.
    refetchInterval: ({ state }) =>
      state.data?.on === false && state.data.lines.some(({ softphone }) => softphone) && 5_000,
  });
  return data;
}
