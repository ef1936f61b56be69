import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { deliveryInSight } from "./log.ts";
import { webhookToChange } from "./stored-webhook.ts";

/**
 * Has a delivery made again, with what is true then. Throws `not_found`, `webhook_off`, and `not_allowed` for a test,
 * which is sent anew instead.
 */
export async function replayDelivery(work: Work, id: string): Promise<void> {
  const delivery = await deliveryInSight(work, id);
  await assertOn(work, delivery.webhook_id);
  if (delivery.event_sequence === null) throw new AppError("not_allowed");
  await sql`
    update webhook_deliveries set state = 'waiting', attempts = 0, next_try_at = now(), finished_at = null
    where id = ${delivery.id}::uuid and state <> 'waiting'`.execute(work.db);
}

/** Has all that failed since a moment delivered again; answers how many they are. Throws `not_found`, `webhook_off`. */
export async function replayFailed(work: Work, id: string, since: string): Promise<{ count: number }> {
  await assertOn(work, id);
  const { numAffectedRows } = await sql`
    update webhook_deliveries set state = 'waiting', attempts = 0, next_try_at = now(), finished_at = null
    where webhook_id = ${id}::uuid and state = 'failed' and event_sequence is not null
      and created_at >= ${since}::timestamptz`.execute(work.db);
  return { count: Number(numAffectedRows ?? 0) };
}

async function assertOn(work: Work, webhookId: string): Promise<void> {
  const { off_at } = await webhookToChange(work, webhookId);
  if (off_at) throw new AppError("webhook_off");
}
