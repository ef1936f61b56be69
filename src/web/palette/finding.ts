import { useQuery } from "@tanstack/react-query";
import { request } from "#web/client.ts";

/** A record that the search found; `GET /api/search`. */
export interface Found {
  readonly object: string;
  readonly id: string;
  readonly title: string;
  readonly subtitle: string | null;
}

/** Records that match, from the second letter on; what was found before stays until the next is there. */
export function useFound(words: string): { found: readonly Found[]; searching: boolean } {
  const text = words.trim();
  const asked = [...text].length >= 2;
  const result = useQuery({
    queryKey: ["search", text],
    enabled: asked,
    queryFn: ({ signal }) =>
      request<{ data: readonly Found[] }>("GET", "/api/search", { query: { q: text, limit: 6 }, signal }),
    placeholderData: (before) => before,
    staleTime: 10_000,
  });
  return { found: asked ? (result.data?.data ?? []) : [], searching: asked && result.isFetching };
}
