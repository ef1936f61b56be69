import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#web/client.ts";
import { getMe } from "../../contract/me.ts";

// The key of the session, so that what is changed here shows in the frame at once.
const meQuery = queryOptions({ queryKey: ["session"], queryFn: () => call(getMe) });

export function useMe() {
  return useQuery(meQuery).data;
}

export function useRefreshMe(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: meQuery.queryKey });
}
