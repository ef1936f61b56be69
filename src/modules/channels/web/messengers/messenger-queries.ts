import { queryOptions } from "@tanstack/react-query";
import { call } from "#web/client.ts";
import { listMessengers } from "../../contract/messengers.ts";

export const messengersKey = ["channels", "messengers"];

export const messengersQuery = queryOptions({
  queryKey: messengersKey,
  queryFn: () => call(listMessengers),
});
