import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { note, type Work } from "#records";
import { type Webhook, type WebhookDefinition, webhookLimits } from "../contract/webhooks.ts";
import { assertDefinition } from "./definition.ts";
import type { News } from "./events.ts";
import { ifOpens, newSecret, openHeaders, openSecrets, overlap, sealHeaders, sealSecret } from "./secrets.ts";
import { type StoredWebhook, webhookInSight, webhookToChange } from "./stored-webhook.ts";

/** What the capabilities below need to know of the house. */
export interface Keeping {
  readonly news: News;
  /** Secret of the installation. */
  readonly key: Buffer;
}

/**
 * Makes a webhook in the name of the actor; its address was checked before. The secret is in the answer and nowhere
 * else. Errors as `assertDefinition`, and `too_many`.
 */
export async function createWebhook(
  work: Work,
  { news, key }: Keeping,
  definition: WebhookDefinition,
): Promise<{ webhook: Webhook; secret: string }> {
  await assertDefinition(work, news, definition);
  const id = newId();
  const secret = newSecret();
  const headers = headersOf(definition, {});
  const { rows } = await sql`
    insert into webhooks (id, name, address, topics, payload, user_id, role_id, secret, headers, header_names, created_by, updated_by)
    select ${id}, ${definition.name}, ${definition.address}, ${JSON.stringify(definition.topics)}::jsonb, ${definition.payload},
      ${actingUser(work)}::uuid, ${definition.role_id}::uuid, ${sealSecret(key, id, secret)}, ${sealHeaders(key, id, headers)},
      ${Object.keys(headers)}::text[], ${work.actor.userId}::uuid, ${work.actor.userId}::uuid
    where (select count(*) from webhooks) < ${webhookLimits.webhooks}
    returning id`.execute(work.db);
  if (rows.length === 0) throw new AppError("too_many", { params: { max: webhookLimits.webhooks } });
  const { name, address } = definition;
  await note(work, { kind: "webhook_made", details: { webhook: id, name, address } });
  return { webhook: await webhookInSight(work, id), secret };
}

/**
 * Says anew what a webhook is. From then on it tells what the actor may see: who changes where it goes must not reach
 * what they may not see. Errors as `createWebhook`, and `version_conflict`.
 */
export async function changeWebhook(
  work: Work,
  { news, key }: Keeping,
  { id, version, ...definition }: WebhookDefinition & { id: string; version: number },
): Promise<Webhook> {
  const stored = await webhookToChange(work, id);
  if (stored.version !== version)
    throw new AppError("version_conflict", { extra: { current: await webhookInSight(work, id) } });
  await assertDefinition(work, news, definition);
  const headers = headersOf(definition, keptHeaders(key, stored, definition));
  await sql`
    update webhooks set name = ${definition.name}, address = ${definition.address},
      topics = ${JSON.stringify(definition.topics)}::jsonb, payload = ${definition.payload},
      user_id = ${actingUser(work)}::uuid, role_id = ${definition.role_id}::uuid,
      headers = ${sealHeaders(key, id, headers)}, header_names = ${Object.keys(headers)}::text[],
      paused_until = null, updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid, version = version + 1
    where id = ${id}::uuid`.execute(work.db);
  await note(work, {
    kind: "webhook_changed",
    changes: changesOf(stored, definition),
    details: { webhook: id, name: definition.name },
  });
  return webhookInSight(work, id);
}

/** Removes a webhook with its log. Throws `not_found`. */
export async function removeWebhook(work: Work, id: string): Promise<void> {
  const { name, address } = await webhookToChange(work, id);
  await sql`delete from webhooks where id = ${id}::uuid`.execute(work.db);
  await note(work, { kind: "webhook_removed", details: { webhook: id, name, address } });
}

/** A new secret; the one before it counts for another day, if it can still be opened. Throws `not_found`. */
export async function rotateSecret(work: Work, key: Buffer, id: string): Promise<{ secret: string }> {
  const stored = await webhookToChange(work, id);
  const secret = newSecret();
  const previous = ifOpens(() => openSecrets(key, stored)) ? stored.secret : null;
  await sql`
    update webhooks set previous_secret = ${previous},
      previous_secret_until = ${previous && new Date(work.now.getTime() + overlap)}::timestamptz,
      secret = ${sealSecret(key, id, secret)}, updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid
    where id = ${id}::uuid`.execute(work.db);
  await note(work, { kind: "webhook_secret_made", details: { webhook: id, name: stored.name } });
  return { secret };
}

function changesOf(stored: StoredWebhook, definition: WebhookDefinition) {
  const said = ["name", "address", "topics", "payload", "role_id"] as const;
  const changed = said.filter((name) => !isDeepStrictEqual(stored[name], definition[name]));
  return Object.fromEntries(changed.map((name) => [name, { from: stored[name], to: definition[name] }]));
}

function actingUser({ actor }: Work): string {
  if (actor.userId === null) throw new AppError("not_allowed");
  return actor.userId;
}

// Another address is another receiver: it does not get what was meant for the one before.
function keptHeaders(
  key: Buffer,
  stored: StoredWebhook,
  definition: WebhookDefinition,
): Record<string, string> {
  const kept = definition.headers.some(({ value }) => value === undefined);
  return kept && isSameReceiver(stored.address, definition.address)
    ? (ifOpens(() => openHeaders(key, stored)) ?? {})
    : {};
}

function isSameReceiver(before: string, after: string): boolean {
  return URL.parse(before)?.origin === URL.parse(after)?.origin;
}

function headersOf(
  { headers }: WebhookDefinition,
  kept: Readonly<Record<string, string>>,
): Record<string, string> {
  const written = headers.map(({ name, value }, index): [string, string] => {
    const text = value ?? (Object.hasOwn(kept, name) ? kept[name] : undefined);
    if (text === undefined) throw new AppError("field_required", { field: `headers.${index}.value` });
    return [name, text];
  });
  return Object.fromEntries(written);
}
