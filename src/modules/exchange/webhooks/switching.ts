import { sql } from "kysely";
import { notify, usersPermitted } from "#platform";
import { note, type Runtime, type Work } from "#records";
import type { OffReason } from "../contract/webhooks.ts";
import { type StoredWebhook, webhookToChange } from "./stored-webhook.ts";

/** Switches a webhook on with a clean record. Already on: nothing happens. Throws `not_found`. */
export async function switchOn(work: Work, id: string): Promise<void> {
  const { off_at, name } = await webhookToChange(work, id);
  if (!off_at) return;
  await sql`
    update webhooks set off_at = null, off_reason = null, failing_since = null, failed_rounds = 0, paused_until = null,
      updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid
    where id = ${id}::uuid`.execute(work.db);
  await note(work, { kind: "webhook_switched_on", details: { webhook: id, name } });
}

/** Switches a webhook off by hand. Throws `not_found`. */
export async function switchOffByHand(work: Work, id: string): Promise<void> {
  await end(work, await webhookToChange(work, id), "by_hand");
}

/** Switches a webhook off for a reason of its own, and tells its user and all who keep webhooks. */
export async function switchOff(runtime: Runtime, webhook: StoredWebhook, reason: OffReason): Promise<void> {
  await runtime.runAsSystem(async (work) => {
    if (!(await end(work, webhook, reason))) return;
    const { id, name } = webhook;
    const told = [webhook.user_id, ...(await usersPermitted(work, "webhooks:manage"))];
    await notify(work, told, "webhook_switched_off", { id, params: { title: name, reason } });
  });
}

/** Whether it was on. What waited counts as failed: it is there to be replayed. */
async function end(work: Work, { id, name }: StoredWebhook, reason: OffReason): Promise<boolean> {
  const { rows } = await sql`
    update webhooks set off_at = ${work.now}, off_reason = ${reason}, paused_until = null
    where id = ${id}::uuid and off_at is null returning id`.execute(work.db);
  if (rows.length === 0) return false;
  await sql`
    update webhook_deliveries set state = 'failed', next_try_at = null, finished_at = ${work.now}
    where webhook_id = ${id}::uuid and state = 'waiting'`.execute(work.db);
  await note(work, { kind: "webhook_switched_off", details: { webhook: id, name, reason } });
  return true;
}
