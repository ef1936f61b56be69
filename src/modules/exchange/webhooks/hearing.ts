import { sql } from "kysely";
import type { StoredEvent } from "#kernel/event";
import type { Database, Runtime, Subscription } from "#records";
import { webhookLimits, type WebhookTopic } from "../contract/webhooks.ts";
import { isAbout, nameOf, type News } from "./events.ts";
import { wakeSender } from "./sending.ts";

/** Writes down what webhooks are to tell of an event: once, however often it is heard. */
export function hearForWebhooks(news: News): Subscription {
  return {
    name: "exchange.webhooks",
    events: ["records.*", ...Object.values(news).flat()],
    hear: (runtime, event) => writeDown(runtime, [event]),
    hearAll: writeDown,
  };
}

async function writeDown(runtime: Runtime, events: readonly StoredEvent[]): Promise<void> {
  const webhooks = await webhooksInUse(runtime.database);
  if (webhooks.length === 0) return;
  let some = false;
  for (const event of events) {
    const calls = await callsFor(runtime, webhooks, event);
    if (calls.length === 0) continue;
    await writeDeliveries(runtime.database, event, calls);
    some = true;
  }
  if (some) await wakeSender(runtime);
}

interface WebhookInUse {
  readonly id: string;
  readonly topics: readonly WebhookTopic[];
}

async function webhooksInUse(database: Database): Promise<readonly WebhookInUse[]> {
  const { rows } = await sql<WebhookInUse>`select id, topics from webhooks where off_at is null`.execute(
    database,
  );
  return rows;
}

/** A call to be made: whom, about which kind of record, and which hundred of the event's. */
interface Call {
  readonly webhook_id: string;
  readonly object: string;
  readonly part: number;
  readonly records: readonly string[];
}

async function callsFor(
  runtime: Runtime,
  webhooks: readonly WebhookInUse[],
  event: StoredEvent,
): Promise<Call[]> {
  const calls: Call[] = [];
  for (const { id, topics } of webhooks) {
    for (const topic of topics.filter((one) => isAbout(runtime.catalogue, one, event))) {
      const records = await recordsOf(runtime.database, topic, event);
      calls.push(
        ...inHundreds(records).map((some, part) => ({
          webhook_id: id,
          object: topic.object,
          part,
          records: some,
        })),
      );
    }
  }
  return calls;
}

/** The records of the event that a topic speaks of. An event of many tells only which fields changed in any of them. */
async function recordsOf(
  database: Database,
  { fields }: WebhookTopic,
  event: StoredEvent,
): Promise<readonly string[]> {
  if (!fields || event.name !== "records.changed") return event.records;
  if (!fields.some((field) => fieldsOf(event).includes(field))) return [];
  if (event.records.length === 1) return event.records;
  const { rows } = await sql<{ id: string }>`
    select distinct record_id as id from history
    where record_id = any(${event.records}::uuid[]) and at = ${event.at}::timestamptz and kind = 'changed'
      and changes ?| ${fields}::text[]`.execute(database);
  return rows.map(({ id }) => id);
}

function fieldsOf({ payload }: StoredEvent): readonly string[] {
  const fields = payload?.["fields"];
  return Array.isArray(fields) ? fields.map(String) : [];
}

function inHundreds(records: readonly string[]): (readonly string[])[] {
  const parts: (readonly string[])[] = [];
  for (let start = 0; start < records.length; start += webhookLimits.records)
    parts.push(records.slice(start, start + webhookLimits.records));
  return parts;
}

async function writeDeliveries(
  database: Database,
  event: StoredEvent,
  calls: readonly Call[],
): Promise<void> {
  const source = event.payload?.["source"];
  await sql`
    insert into webhook_deliveries
      (webhook_id, event_sequence, part, object, event, records, fields, source, happened_at, next_try_at)
    select c.webhook_id, ${event.sequence}::bigint, c.part, c.object, ${nameOf(event)}, c.records,
      ${[...fieldsOf(event)]}::text[], ${typeof source === "string" ? source : null}, ${event.at}::timestamptz, now()
    from jsonb_to_recordset(${JSON.stringify(calls)}::jsonb) as c(webhook_id uuid, object text, part integer, records uuid[])
    where exists (select from webhooks w where w.id = c.webhook_id)
    on conflict (webhook_id, event_sequence, object, part) do nothing`.execute(database);
}
