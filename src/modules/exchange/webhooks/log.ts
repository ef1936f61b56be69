import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { visibleIds, type Work } from "#records";
import type { listDeliveries } from "../contract/webhook-actions.ts";
import type {
  DeliveryState,
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryDetails,
} from "../contract/webhooks.ts";
import { typeOf } from "./events.ts";
import { deliveryIdOf, messageId, type StoredDelivery } from "./stored-delivery.ts";
import { webhookInSight } from "./stored-webhook.ts";

export interface LogRequest {
  readonly state?: DeliveryState | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A page of what a webhook told or is to tell, newest first. Throws `not_found`. */
export async function deliveriesOf(
  work: Work,
  id: string,
  { state, cursor, limit }: LogRequest,
): Promise<OutputOf<typeof listDeliveries>> {
  await webhookInSight(work, id);
  const before = cursor ? sql<SqlBool>`d.id < ${deliveryIdOf(cursor)}::uuid` : sql<SqlBool>`true`;
  const wanted = state ? sql<SqlBool>`d.state = ${state}` : sql<SqlBool>`true`;
  const rows = await readRows(work, sql`d.webhook_id = ${id}::uuid and ${before} and ${wanted}`, limit + 1);
  const page = rows.slice(0, limit);
  return {
    data: page.map(shown),
    next: rows.length > limit ? messageId(page.at(-1)?.id ?? "") : null,
  };
}

/** A delivery with every try, and those of its records that the actor may see. Throws `not_found`. */
export async function deliveryInDetail(work: Work, id: string): Promise<WebhookDeliveryDetails> {
  const row = await deliveryInSight(work, id);
  const { rows } = await sql<TryRow>`
    select at, duration, status, failure, answer from webhook_attempts
    where delivery_id = ${row.id}::uuid order by id desc limit 100`.execute(work.db);
  const known = row.object && work.catalogue.objects.has(row.object);
  return {
    ...shown(row),
    webhook_id: row.webhook_id,
    records: known ? await visibleIds(work, row.object ?? "", row.records) : [],
    tries: rows.map((one) => ({ ...one, at: one.at.toISOString() })),
  };
}

/** A delivery of a webhook in sight. Throws `not_found`. */
export async function deliveryInSight(work: Work, id: string): Promise<DeliveryRow> {
  const [row] = await readRows(work, sql`d.id = ${deliveryIdOf(id)}::uuid`, 1);
  if (!row) throw new AppError("not_found");
  await webhookInSight(work, row.webhook_id);
  return row;
}

type TryRow = Omit<WebhookAttempt, "at"> & { readonly at: Date };

interface DeliveryRow extends StoredDelivery {
  readonly last_at: Date | null;
  readonly last_duration: number;
  readonly last_status: number | null;
  readonly last_failure: WebhookAttempt["failure"];
}

async function readRows(work: Work, where: RawBuilder<SqlBool>, limit: number): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select d.*, last.at as last_at, last.duration as last_duration, last.status as last_status,
      last.failure as last_failure
    from webhook_deliveries d
    left join lateral (
      select * from webhook_attempts a where a.delivery_id = d.id order by a.id desc limit 1
    ) last on true
    where ${where} order by d.id desc limit ${limit}`.execute(work.db);
  return rows;
}

function shown(row: DeliveryRow): WebhookDelivery {
  return {
    id: messageId(row.id),
    type: typeOf(row),
    object: row.object,
    count: row.records.length,
    state: row.state,
    attempts: row.attempts,
    happened_at: row.happened_at.toISOString(),
    next_try_at: row.next_try_at?.toISOString() ?? null,
    last: row.last_at && {
      at: row.last_at.toISOString(),
      duration: row.last_duration,
      status: row.last_status,
      failure: row.last_failure,
    },
  };
}
