import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Database, Work } from "#records";
import { permits } from "#records/contract";
import type { DeliveryState, OffReason, Webhook, WebhookTopic } from "../contract/webhooks.ts";

/** A webhook as the database keeps it. */
export interface StoredWebhook {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly topics: readonly WebhookTopic[];
  readonly payload: "ids" | "records";
  readonly user_id: string;
  readonly role_id: string;
  readonly secret: Buffer;
  readonly previous_secret: Buffer | null;
  readonly previous_secret_until: Date | null;
  readonly headers: Buffer | null;
  readonly header_names: readonly string[];
  readonly off_at: Date | null;
  readonly off_reason: OffReason | null;
  readonly failing_since: Date | null;
  readonly failed_rounds: number;
  readonly version: number;
}

/** How many of the latest deliveries the picture of a webhook's health shows. */
const recentDeliveries = 30;

/** The webhooks that the actor keeps: their own, and everybody's for who manages users. */
export async function webhooksInSight(work: Work, id: string | null = null): Promise<Webhook[]> {
  const { rows } = await sql<ShownRow>`
    select w.*, u.name as user_name, r.name as role_name,
      array(select recent.state from (
        select d.id, d.state from webhook_deliveries d where d.webhook_id = w.id order by d.id desc limit ${recentDeliveries}
      ) recent order by recent.id) as recent
    from webhooks w join users u on u.id = w.user_id join roles r on r.id = w.role_id
    where (${id}::uuid is null or w.id = ${id}::uuid) and (${seesAll(work)} or w.user_id = ${work.actor.userId}::uuid)
    order by w.created_at, w.id`.execute(work.db);
  return rows.map(shown);
}

/** One of them. Throws `not_found`. */
export async function webhookInSight(work: Work, id: string): Promise<Webhook> {
  const [found] = await webhooksInSight(work, id);
  if (!found) throw new AppError("not_found");
  return found;
}

/** The row of a webhook in sight, locked, to be changed. Throws `not_found`. */
export async function webhookToChange(work: Work, id: string): Promise<StoredWebhook> {
  const { rows } = await sql<StoredWebhook>`
    select * from webhooks w
    where w.id = ${id}::uuid and (${seesAll(work)} or w.user_id = ${work.actor.userId}::uuid)
    for update`.execute(work.db);
  if (!rows[0]) throw new AppError("not_found");
  return rows[0];
}

export async function readWebhook(database: Database, id: string): Promise<StoredWebhook | undefined> {
  const { rows } = await sql<StoredWebhook>`select * from webhooks where id = ${id}::uuid`.execute(database);
  return rows[0];
}

function seesAll(work: Work): boolean {
  return permits(work.actor.rights, "users:manage");
}

interface ShownRow extends StoredWebhook {
  readonly user_name: string;
  readonly role_name: string;
  readonly recent: DeliveryState[];
}

function shown(row: ShownRow): Webhook {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    topics: [...row.topics],
    payload: row.payload,
    role: { id: row.role_id, title: row.role_name },
    user: { id: row.user_id, title: row.user_name },
    headers: [...row.header_names],
    off_reason: row.off_reason,
    off_at: row.off_at?.toISOString() ?? null,
    failing_since: row.failing_since?.toISOString() ?? null,
    previous_secret_until: lasting(row.previous_secret_until),
    recent: row.recent,
    version: row.version,
  };
}

function lasting(until: Date | null): string | null {
  return until && until.getTime() > Date.now() ? until.toISOString() : null;
}
