import { z } from "zod";
import { filterSchema } from "#kernel/filter";

/** How much a webhook may be and say. */
export const webhookLimits = {
  webhooks: 100,
  topics: 20,
  headers: 10,
  /** Records in one call; an event of a thousand makes ten. */
  records: 100,
  /** Characters of an answer that the log keeps. */
  answer: 1024,
} as const;

/** What happens to records of every kind; each object may have events of its own besides, such as `sales.deal_closed`. */
export const recordEvents = ["created", "changed", "archived", "restored"] as const;
export type RecordEvent = (typeof recordEvents)[number];

/** What a webhook tells of one kind of record. */
export const webhookTopic = z.strictObject({
  object: z.string().min(1).max(60),
  events: z.array(z.string().min(1).max(100)).min(1).max(40),
  /** Of changes only those to one of these fields; all unless told. */
  fields: z.array(z.string().min(1).max(100)).min(1).max(100).optional(),
  /** Only of records that this finds when they are told of. */
  filter: filterSchema.optional(),
});
export type WebhookTopic = z.infer<typeof webhookTopic>;

/** The ids alone, or the records as they may be seen. */
export const webhookPayload = z.enum(["ids", "records"]);

/** A name as HTTP writes it; values of visible characters, so that none can begin a header of its own. */
const headerName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/);
const headerValue = z
  .string()
  .min(1)
  .max(1000)
  .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/);

export const webhookDefinition = z.strictObject({
  name: z.string().trim().min(1).max(200),
  address: z.string().trim().min(1).max(2000),
  topics: z.array(webhookTopic).min(1).max(webhookLimits.topics),
  payload: webhookPayload,
  role_id: z.uuid(),
  /** Sent along. Without a value: the one that is kept for that name. */
  headers: z
    .array(z.strictObject({ name: headerName, value: headerValue.optional() }))
    .max(webhookLimits.headers)
    .default([]),
});
export type WebhookDefinition = z.infer<typeof webhookDefinition>;

export const deliveryState = z.enum(["waiting", "delivered", "failed", "skipped"]);
export type DeliveryState = z.infer<typeof deliveryState>;

/**
 * Why a webhook is off: by hand; `gone`, its receiver said so; `failing`, no try went well for days; `left`, its user
 * or role is gone; `filter`, it speaks of what it may not see any more; `secret`, its secret cannot be opened.
 */
export const offReason = z.enum(["by_hand", "gone", "failing", "left", "filter", "secret"]);
export type OffReason = z.infer<typeof offReason>;

export const webhook = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  address: z.string(),
  topics: z.array(webhookTopic),
  payload: webhookPayload,
  role: z.strictObject({ id: z.uuid(), title: z.string() }),
  /** Within whose rights it tells: whoever saved it last. */
  user: z.strictObject({ id: z.uuid(), title: z.string() }),
  /** Names; values are not given away. */
  headers: z.array(z.string()),
  off_reason: offReason.nullable(),
  off_at: z.iso.datetime().nullable(),
  failing_since: z.iso.datetime().nullable(),
  /** Until when the secret before this one counts, too. */
  previous_secret_until: z.iso.datetime().nullable(),
  /** What became of the latest deliveries, oldest first. */
  recent: z.array(deliveryState),
  version: z.int(),
});
export type Webhook = z.infer<typeof webhook>;

/** One try to deliver. */
export const webhookAttempt = z.strictObject({
  at: z.iso.datetime(),
  /** Milliseconds. */
  duration: z.int(),
  /** Of the answer; null where there was none. */
  status: z.int().nullable(),
  /** Why there was none. */
  failure: z.enum(["address", "connection", "certificate", "timeout", "answer"]).nullable(),
  answer: z.string().nullable(),
});
export type WebhookAttempt = z.infer<typeof webhookAttempt>;

/** A call, made or to be made. */
export const webhookDelivery = z.strictObject({
  /** As in `webhook-id`. */
  id: z.string(),
  /** As in `type`: `deal.changed`, `sales.deal_closed`, `webhook.test`. */
  type: z.string(),
  object: z.string().nullable(),
  count: z.int(),
  state: deliveryState,
  attempts: z.int(),
  happened_at: z.iso.datetime(),
  next_try_at: z.iso.datetime().nullable(),
  last: webhookAttempt.omit({ answer: true }).nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

export const webhookDeliveryDetails = webhookDelivery.extend({
  webhook_id: z.uuid(),
  /** Those that the reader may see. */
  records: z.array(z.uuid()),
  tries: z.array(webhookAttempt),
});
export type WebhookDeliveryDetails = z.infer<typeof webhookDeliveryDetails>;
