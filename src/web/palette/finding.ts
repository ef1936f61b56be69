import { useQuery } from "@tanstack/react-query";
import type { FoundRecord } from "#records/contract";
import { ApiProblem, request } from "#web/client.ts";

interface Finding {
  readonly found: readonly FoundRecord[];
  /** `searching` only where there is nothing to show meanwhile. */
  readonly state: "searching" | "answered" | "failed";
  /** Why the search failed and what to do, where the server said so. */
  readonly problem?: string | undefined;
}

/** Records that match, from the second letter on; what was found before stays until the next is there. */
export function useFound(words: string): Finding {
  const text = words.trim();
  const asked = [...text].length >= 2;
  const result = useQuery({
    queryKey: ["search", text],
    enabled: asked,
    queryFn: ({ signal }) =>
      request<{ data: readonly FoundRecord[] }>("GET", "/api/search", {
        query: { q: text, limit: 6 },
        signal,
      }),
    placeholderData: (before) => before,
    staleTime: 10_000,
  });
  if (!asked) return { found: [], state: "answered" };
  const state = result.isFetching ? "searching" : result.isError ? "failed" : "answered";
  const problem = result.error instanceof ApiProblem ? result.error.problem.detail : undefined;
  return { found: result.data?.data ?? [], state, problem };
}
