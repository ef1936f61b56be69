import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Suggestion, suggestArticles } from "#service/contract";
import { call } from "#web/client.ts";
import { useGrant } from "#web/session.ts";

interface About {
  readonly ticket?: string;
  readonly conversation?: string;
  readonly words?: string;
}

/** The articles that fit best what a ticket or a conversation is about, or some words; undefined until they are known. */
export function useSuggestions(about: About, isAsked = true): readonly Suggestion[] | undefined {
  const reads = useGrant("article").read !== "none";
  const { data } = useQuery({
    queryKey: ["service", "suggestions", about],
    queryFn: () => call(suggestArticles, { query: { ...about, limit: 5 } }),
    enabled: reads && isAsked,
    placeholderData: keepPreviousData,
  });
  return data?.data;
}
