import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyProblem } from "#web/notify.ts";

/** Does something, tells what stood in its way, and has shown anew what stands under `key`. */
export function useChange<T>(act: (asked: T) => Promise<unknown>, key: readonly string[]) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onError: notifyProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
}
