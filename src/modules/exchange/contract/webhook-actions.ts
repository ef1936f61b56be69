import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";
import {
  deliveryState,
  webhook,
  webhookDefinition,
  webhookDelivery,
  webhookDeliveryDetails,
} from "./webhooks.ts";

const permission = "webhooks:manage";
const deliveryParams = z.strictObject({ id: z.string().regex(/^msg_[\da-f-]{36}$/) });

export const listWebhookEvents = defineAction({
  id: "webhooks.events",
  method: "GET",
  path: "/api/webhook-events",
  summary: "What a webhook can tell of, by kind of record",
  permission,
  output: z.strictObject({
    data: z.array(z.strictObject({ object: z.string(), events: z.array(z.string()) })),
  }),
});

export const listWebhooks = defineAction({
  id: "webhooks.list",
  method: "GET",
  path: "/api/webhooks",
  summary: "One's webhooks, and everybody's for who manages users",
  permission,
  output: z.strictObject({ data: z.array(webhook) }),
});

export const createWebhook = defineAction({
  id: "webhooks.create",
  method: "POST",
  path: "/api/webhooks",
  summary: "Makes a webhook, which is on. Its secret is in the answer and nowhere else",
  permission,
  body: webhookDefinition,
  output: z.strictObject({ webhook, secret: z.string() }),
  status: 201,
});

export const getWebhook = defineAction({
  id: "webhooks.get",
  method: "GET",
  path: "/api/webhooks/:id",
  summary: "A webhook with its health",
  permission,
  params: idParams,
  output: webhook,
});

export const changeWebhook = defineAction({
  id: "webhooks.change",
  method: "PUT",
  path: "/api/webhooks/:id",
  summary: "Says anew what a webhook is; from then on it tells within the rights of who did so",
  permission,
  params: idParams,
  body: webhookDefinition.extend({ version: z.int() }),
  output: webhook,
});

export const removeWebhook = defineAction({
  id: "webhooks.remove",
  method: "DELETE",
  path: "/api/webhooks/:id",
  summary: "Removes a webhook with its log",
  permission,
  params: idParams,
});

export const switchWebhookOn = defineAction({
  id: "webhooks.switch_on",
  method: "PUT",
  path: "/api/webhooks/:id/activation",
  summary: "Switches a webhook on: it tells of what happens from now on",
  permission,
  params: idParams,
});

export const switchWebhookOff = defineAction({
  id: "webhooks.switch_off",
  method: "DELETE",
  path: "/api/webhooks/:id/activation",
  summary: "Switches a webhook off; what waits is not delivered, but can be replayed",
  permission,
  params: idParams,
});

export const rotateWebhookSecret = defineAction({
  id: "webhooks.rotate_secret",
  method: "POST",
  path: "/api/webhooks/:id/secret",
  summary: "Gives a new secret, this once. For 24 hours calls are signed by the one before it, too",
  permission,
  params: idParams,
  output: z.strictObject({ secret: z.string() }),
  status: 201,
});

export const testWebhook = defineAction({
  id: "webhooks.test",
  method: "POST",
  path: "/api/webhooks/:id/test",
  summary: "Sends an event of the type webhook.test, once and at once",
  permission,
  params: idParams,
  output: webhookDeliveryDetails,
});

export const listDeliveries = defineAction({
  id: "webhooks.deliveries",
  method: "GET",
  path: "/api/webhooks/:id/deliveries",
  summary: "What was told or is to be told, newest first; kept for 30 days",
  permission,
  params: idParams,
  query: z.strictObject({
    state: deliveryState.optional(),
    /** `next` of the page before. */
    cursor: deliveryParams.shape.id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.strictObject({ data: z.array(webhookDelivery), next: z.string().nullable() }),
});

export const replayFailed = defineAction({
  id: "webhooks.replay_failed",
  method: "POST",
  path: "/api/webhooks/:id/replay",
  summary: "Delivers again all that failed since a moment",
  permission,
  params: idParams,
  body: z.strictObject({ since: z.iso.datetime() }),
  output: z.strictObject({ count: z.int() }),
  status: 202,
});

export const getDelivery = defineAction({
  id: "webhook_deliveries.get",
  method: "GET",
  path: "/api/webhook-deliveries/:id",
  summary: "A delivery with every try",
  permission,
  params: deliveryParams,
  output: webhookDeliveryDetails,
});

export const replayDelivery = defineAction({
  id: "webhook_deliveries.replay",
  method: "POST",
  path: "/api/webhook-deliveries/:id/replay",
  summary: "Delivers again, under the same webhook-id, what is true now",
  permission,
  params: deliveryParams,
  status: 202,
});
