import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Database } from "#records";
import type { DeliveryState } from "../contract/webhooks.ts";

/** A call as the database keeps it. */
export interface StoredDelivery {
  readonly id: string;
  readonly webhook_id: string;
  readonly event_sequence: string | null;
  readonly object: string | null;
  readonly event: string;
  readonly records: readonly string[];
  readonly fields: readonly string[];
  readonly source: string | null;
  readonly happened_at: Date;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly next_try_at: Date | null;
}

/** `webhook-id` of a delivery, by which receivers know it again. */
export function messageId(deliveryId: string): string {
  return `msg_${deliveryId}`;
}

export function deliveryIdOf(messageId: string): string {
  return messageId.replace(/^msg_/, "");
}

/**
 * Whether the delivery under `alias` waits for nothing but its time. One that is to be tried again keeps later ones about
 * the same record waiting, so that each record's news come in order.
 */
export function isNext(alias: string): RawBuilder<SqlBool> {
  const of = (column: string) => sql.ref(`${alias}.${column}`);
  return sql<SqlBool>`${of("state")} = 'waiting' and ${of("next_try_at")} is not null and not exists (
    select from webhook_deliveries earlier
    where earlier.webhook_id = ${of("webhook_id")} and earlier.state = 'waiting' and earlier.next_try_at > now()
      and (earlier.event_sequence, earlier.part) < (${of("event_sequence")}, ${of("part")})
      and earlier.records && ${of("records")})`;
}

/** What is due at a receiver, oldest first. */
export async function dueDeliveries(
  database: Database,
  webhookId: string,
  limit: number,
): Promise<StoredDelivery[]> {
  const { rows } = await sql<StoredDelivery>`
    select d.* from webhook_deliveries d
    where d.webhook_id = ${webhookId}::uuid and d.next_try_at <= now() and ${isNext("d")}
    order by d.next_try_at, d.event_sequence, d.part limit ${limit}`.execute(database);
  return rows;
}

/** How one try went. */
export interface Try {
  readonly at: Date;
  readonly duration: number;
  readonly status: number | null;
  readonly failure: string | null;
  readonly answer: string | null;
}

/** Keeps a try with what becomes of the delivery, in one statement: `again` is when it is tried next. */
export async function recordTry(
  database: Database,
  deliveryId: string,
  { at, duration, status, failure, answer }: Try,
  { state, again }: { state: DeliveryState; again: Date | null },
): Promise<void> {
  await sql`
    with kept as (
      insert into webhook_attempts (delivery_id, at, duration, status, failure, answer)
      select id, ${at}, ${duration}, ${status}, ${failure}, ${answer} from webhook_deliveries where id = ${deliveryId}::uuid
      returning delivery_id)
    update webhook_deliveries d set state = ${state}, attempts = d.attempts + 1, next_try_at = ${again}::timestamptz,
      finished_at = ${state === "waiting" ? null : new Date()}::timestamptz
    from kept where d.id = kept.delivery_id`.execute(database);
}

/** There is nothing to tell: the records are gone, or the filter finds none of them. */
export async function skipDelivery(database: Database, deliveryId: string): Promise<void> {
  await sql`update webhook_deliveries set state = 'skipped', next_try_at = null, finished_at = now()
    where id = ${deliveryId}::uuid`.execute(database);
}
