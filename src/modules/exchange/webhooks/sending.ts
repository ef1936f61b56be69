import { setTimeout as pause } from "node:timers/promises";
import { newId } from "#kernel/id";
import { sql } from "kysely";
import type { Database, Runtime } from "#records";
import { deliverRound } from "./rounds.ts";
import { isNext } from "./stored-delivery.ts";

/** Receivers that are called at once; each has a lane of its own, so that a slow one holds nobody. */
const lanes = 16;
/** How often a sender looks for receivers that have become due meanwhile, in milliseconds. */
const lookEvery = 500;
/** How long a sender of which nothing is heard counts as alive, and how often it is heard of. */
const patience = 15_000;
const renewEvery = 5_000;
/** So that no job lasts for ever; the next goes on. */
const longestRun = 3_600_000;

const job = "exchange.send_webhooks";

/** Has what is due sent soon, by whichever process takes the job first. */
export async function wakeSender(runtime: Runtime, at?: Date): Promise<void> {
  await runtime.addJob(job, {}, at ? { key: `${job} later`, runAt: at } : { key: job });
}

/**
 * Sends all that is due. One process sends at a time; another that is woken leaves it to that one, and looks again later
 * in case it has died.
 */
export async function sendWebhooks(runtime: Runtime, stopping?: AbortSignal): Promise<void> {
  const holder = newId();
  if (!(await takeTurn(runtime.database, holder)))
    return wakeSender(runtime, new Date(Date.now() + patience + 1000));
  const lost = new AbortController();
  const renewing = setInterval(() => void renewTurn(runtime.database, holder, lost), renewEvery);
  try {
    await sendInLanes(runtime, AbortSignal.any([lost.signal, ...(stopping ? [stopping] : [])]));
  } finally {
    clearInterval(renewing);
    await endTurn(runtime.database, holder);
  }
  // Asked after the turn was given up: who was woken before saw a sender, and left it to this one.
  const next = await nextDue(runtime.database);
  if (next) await wakeSender(runtime, next.getTime() > Date.now() ? next : undefined);
}

async function sendInLanes(runtime: Runtime, stopping: AbortSignal): Promise<void> {
  const until = performance.now() + longestRun;
  const taken = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  while (!stopping.aborted && failures.length === 0 && performance.now() < until) {
    const due = await dueWebhooks(runtime.database, [...taken.keys()], lanes - taken.size);
    for (const id of due) {
      const lane = deliverRound(runtime, id, stopping)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => taken.delete(id));
      taken.set(id, lane);
    }
    if (taken.size === 0) break;
    await Promise.race([...taken.values(), pause(lookEvery, undefined, { ref: false })]);
  }
  await Promise.all(taken.values());
  if (failures.length > 0) throw failures[0];
}

/** Takes the turn where nobody has it or who had it is silent; renews one's own. */
async function takeTurn(database: Database, holder: string): Promise<boolean> {
  const { rows } = await sql`
    update webhook_sender set holder = ${holder}::uuid, until = now() + ${patience} * interval '1 millisecond'
    where until < now() or holder = ${holder}::uuid returning holder`.execute(database);
  return rows.length > 0;
}

// One that was frozen may find its turn taken: then it begins nothing more.
async function renewTurn(database: Database, holder: string, lost: AbortController): Promise<void> {
  try {
    if (!(await takeTurn(database, holder))) lost.abort();
  } catch {
    // Without a database nothing is begun anyway; the next renewal will tell.
  }
}

async function endTurn(database: Database, holder: string): Promise<void> {
  await sql`update webhook_sender set until = '-infinity' where holder = ${holder}::uuid`.execute(database);
}

/** Webhooks with something due, but those in `taken`; who has waited longest comes first. */
async function dueWebhooks(database: Database, taken: readonly string[], limit: number): Promise<string[]> {
  if (limit <= 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from (${nextOfEach}) next
    where at <= now() and id <> all(${taken}::uuid[]) order by at limit ${limit}`.execute(database);
  return rows.map(({ id }) => id);
}

async function nextDue(database: Database): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select min(at) as at from (${nextOfEach}) next`.execute(
    database,
  );
  return rows[0]?.at ?? null;
}

/** When each webhook that is on has something to deliver. */
const nextOfEach = sql`
  select w.id, greatest(first.next_try_at, w.paused_until) as at
  from webhooks w
  cross join lateral (
    select d.next_try_at from webhook_deliveries d
    where d.webhook_id = w.id and ${isNext("d")} order by d.next_try_at limit 1
  ) first
  where w.off_at is null`;
