import { queryOptions } from "@tanstack/react-query";
import { call } from "#web/client.ts";
import { type CalendarConnection, listConnections } from "../contract/connections.ts";

export const connectionsKey = ["sync", "connections"];

export const connectionsQuery = queryOptions({
  queryKey: connectionsKey,
  queryFn: async () => (await call(listConnections)).data,
  // The server looks at them in its own time.
  refetchInterval: 10_000,
});

export const hostOf = ({ address }: CalendarConnection): string => new URL(address).host;
