import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { actorInRole } from "#platform";
import type { Actor, Runtime, Work } from "#records";
import type { WebhookDeliveryDetails } from "../contract/webhooks.ts";
import { deliver, openCaller } from "./delivering.ts";
import { testEvent } from "./events.ts";
import { deliveryInDetail } from "./log.ts";
import { ifOpens } from "./secrets.ts";
import { messageId, type StoredDelivery } from "./stored-delivery.ts";
import { type StoredWebhook, webhookToChange } from "./stored-webhook.ts";

/**
 * Sends a test, once and at once, whether the webhook is on or not, and answers how it went. No transaction is open
 * while the receiver takes its time. Throws `not_found`, `not_allowed` where its user or role is gone, and
 * `webhook_secret_lost`.
 */
export async function tryWebhook(
  runtime: Runtime,
  actor: Actor,
  id: string,
): Promise<WebhookDeliveryDetails> {
  const { webhook, delivery } = await runtime.run(actor, "api", (work) => prepareTest(work, id));
  const acting = await actorInRole(runtime, webhook.user_id, webhook.role_id);
  if (!acting) throw new AppError("not_allowed");
  const caller = ifOpens(() => openCaller(runtime, webhook, acting));
  if (!caller) throw new AppError("webhook_secret_lost");
  await deliver(caller, delivery, true);
  return runtime.read(actor, "api", (work) => deliveryInDetail(work, messageId(delivery.id)));
}

async function prepareTest(
  work: Work,
  id: string,
): Promise<{ webhook: StoredWebhook; delivery: StoredDelivery }> {
  const webhook = await webhookToChange(work, id);
  // Without a time for its next try no sender takes it up, also when this process is killed.
  const { rows } = await sql<StoredDelivery>`
    insert into webhook_deliveries (id, webhook_id, event, happened_at)
    values (${newId()}, ${id}::uuid, ${testEvent}, ${work.now}) returning *`.execute(work.db);
  if (!rows[0]) throw new AppError("not_found");
  return { webhook, delivery: rows[0] };
}
