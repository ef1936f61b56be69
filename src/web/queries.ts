import { QueryCache, QueryClient, queryOptions } from "@tanstack/react-query";
import { ApiProblem, request } from "#web/client.ts";
import type { Session } from "#web/session.ts";

let whenSignedOut: () => void = () => {};

/** What to do when the server no longer knows who is asking. */
export function onSignedOut(run: () => void): void {
  whenSignedOut = run;
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (isNotSignedIn(error) && query.queryKey[0] !== "session") whenSignedOut();
    },
  }),
  defaultOptions: {
    queries: {
      // Live updates say when something changed; until then what was read stays true.
      staleTime: 60_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem),
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: "always" },
  },
});

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => request<Session>("GET", "/api/me"),
  staleTime: 5 * 60_000,
});

/** Whether the organisation exists already; public, asked only by visitors. */
export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: () => request<{ done: boolean }>("GET", "/api/setup"),
  staleTime: 0,
});

export function isNotSignedIn(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.code === "not_signed_in";
}
