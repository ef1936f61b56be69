import { useQuery } from "@tanstack/react-query";
import { type Suggestion, suggestArticles } from "#service/contract";
import { call } from "#web/client.ts";
import { useGrant } from "#web/session.ts";

/** The articles that fit best what a ticket or a conversation is about; undefined until they are known. */
export function useSuggestions(about: {
  readonly ticket?: string;
  readonly conversation?: string;
}): readonly Suggestion[] | undefined {
  const reads = useGrant("article").read !== "none";
  const { data } = useQuery({
    queryKey: ["service", "suggestions", about],
    queryFn: () => call(suggestArticles, { query: { ...about, limit: 5 } }),
    enabled: reads,
  });
  return data?.data;
}
