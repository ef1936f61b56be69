import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { getPlace, listPlaces } from "#exchange/contract";
import { call } from "#web/client.ts";

const key = ["places"];

export const placesQuery = queryOptions({ queryKey: [...key, "list"], queryFn: () => call(listPlaces) });

export const placeQuery = (id: string) =>
  queryOptions({ queryKey: [...key, "one", id], queryFn: () => call(getPlace, { params: { id } }) });

/** After something was done: all that is shown of places is asked anew. */
export function useRefreshPlaces(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}
