import { allOf, type Filter } from "#kernel/filter";
import { list, visibleField, type Work } from "#records";
import { grantOn } from "#records/contract";
import { type WebhookTopic, webhookLimits } from "../contract/webhooks.ts";
import { testEvent, typeOf } from "./events.ts";
import type { StoredDelivery } from "./stored-delivery.ts";
import type { StoredWebhook } from "./stored-webhook.ts";

/**
 * The body of a call, as JSON: what is true now of the records that the actor may see and the filter finds. Null where
 * there is nothing to tell. Throws `AppError` where the filter speaks of what the actor may not see.
 */
export async function messageOf(
  work: Work,
  webhook: StoredWebhook,
  delivery: StoredDelivery,
): Promise<string | null> {
  const { event, happened_at } = delivery;
  const message = { type: typeOf(delivery), timestamp: happened_at.toISOString() };
  if (event === testEvent)
    return JSON.stringify({ ...message, data: { webhook: { id: webhook.id, name: webhook.name } } });
  const topic = webhook.topics.find((one) => one.object === delivery.object);
  if (!topic || !topic.events.includes(event)) return null;
  const changed = seenChanges(work, topic, delivery);
  if (event === "changed" && changed.length === 0) return null;
  const records = await recordsToTell(work, webhook, topic, delivery);
  if (records.length === 0) return null;
  const { object, source } = delivery;
  const data = { object, ...(event === "changed" ? { changed } : {}), source, records };
  return JSON.stringify({ ...message, data });
}

// That a field one may not see has changed is not told either.
function seenChanges(work: Work, topic: WebhookTopic, { fields }: StoredDelivery): string[] {
  const object = work.catalogue.objects.get(topic.object);
  return object ? fields.filter((field) => visibleField(work, object, field)) : [];
}

async function recordsToTell(
  work: Work,
  { payload }: StoredWebhook,
  topic: WebhookTopic,
  { records }: StoredDelivery,
): Promise<readonly object[]> {
  if (grantOn(work.actor.rights, topic.object).read === "none") return [];
  const these: Filter = { field: "id", op: "in", value: records };
  const page = await list(work, topic.object, {
    filter: allOf(these, topic.filter),
    archived: "either",
    limit: webhookLimits.records,
    sort: "id",
    ...(payload === "ids" ? { fields: "id" } : {}),
  });
  return payload === "ids" ? page.data.map(({ id }) => ({ id })) : page.data;
}
