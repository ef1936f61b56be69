import { infiniteQueryOptions, queryOptions, useQueryClient } from "@tanstack/react-query";
import {
  type DeliveryState,
  getDelivery,
  getWebhook,
  listDeliveries,
  listWebhookEvents,
  listWebhooks,
} from "#exchange/contract";
import { call } from "#web/client.ts";

const key = ["webhooks"];
/** Deliveries are made by the server in its own time. */
const refetchInterval = 5_000;

export const webhooksQuery = queryOptions({
  queryKey: [...key, "list"],
  queryFn: async () => (await call(listWebhooks)).data,
  refetchInterval,
});

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, "one", id],
    queryFn: () => call(getWebhook, { params: { id } }),
    refetchInterval,
  });

export const webhookEventsQuery = queryOptions({
  queryKey: [...key, "events"],
  queryFn: async () => (await call(listWebhookEvents)).data,
});

export const deliveriesQuery = (id: string, state: DeliveryState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...key, "deliveries", id, state ?? "all"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      call(listDeliveries, { params: { id }, query: { state, cursor, limit: 30 } }),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval,
  });

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, "delivery", id],
    queryFn: () => call(getDelivery, { params: { id } }),
    refetchInterval,
  });

/** After something was done: all that is shown of webhooks is asked anew. */
export function useRefreshWebhooks(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}
