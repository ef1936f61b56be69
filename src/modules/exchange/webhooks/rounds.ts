import { sql } from "kysely";
import { actorInRole } from "#platform";
import type { Runtime } from "#records";
import { type Caller, deliver, openCaller, type Outcome } from "./delivering.ts";
import { longestFailing, pauseAfter } from "./schedule.ts";
import { ifOpens } from "./secrets.ts";
import { dueDeliveries, type StoredDelivery } from "./stored-delivery.ts";
import { readWebhook, type StoredWebhook } from "./stored-webhook.ts";
import { switchOff } from "./switching.ts";

/** Calls to one receiver at once, and how many a round makes at most. */
const atOnce = 4;
const roundSize = 20;
/** After so long a round begins no call, so that receivers take turns, in milliseconds. */
const roundTime = 5_000;

/**
 * Delivers some of what is due at one receiver. One that failed lately is tried by a single call first: nobody knocks
 * twenty times at a door that is shut.
 */
export async function deliverRound(
  runtime: Runtime,
  webhookId: string,
  stopping?: AbortSignal,
): Promise<void> {
  const webhook = await readWebhook(runtime.database, webhookId);
  if (!webhook || webhook.off_at) return;
  const actor = await actorInRole(runtime, webhook.user_id, webhook.role_id);
  if (!actor) return switchOff(runtime, webhook, "left");
  const caller = ifOpens(() => openCaller(runtime, webhook, actor));
  if (!caller) return switchOff(runtime, webhook, "secret");
  const size = webhook.failed_rounds > 0 ? 1 : roundSize;
  const due = await dueDeliveries(runtime.database, webhookId, size);
  const round = new Round(caller, stopping);
  await round.deliverAll(due);
  await settle(runtime, webhook, round.outcomes);
}

/** The calls of a round: some at once, about each record one after the other. */
class Round {
  readonly outcomes: Outcome[] = [];
  readonly #caller: Caller;
  readonly #stopping: AbortSignal | undefined;
  readonly #until = performance.now() + roundTime;

  constructor(caller: Caller, stopping: AbortSignal | undefined) {
    this.#caller = caller;
    this.#stopping = stopping;
  }

  async deliverAll(deliveries: readonly StoredDelivery[]): Promise<void> {
    const latest = new Map<string, Promise<boolean>>();
    const running = new Set<Promise<boolean>>();
    const all: Promise<boolean>[] = [];
    for (const delivery of deliveries) {
      while (running.size >= atOnce) await Promise.race(running);
      const before = delivery.records.flatMap((id) => latest.get(id) ?? []);
      const done = this.#after(before, delivery);
      for (const id of delivery.records) latest.set(id, done);
      running.add(done);
      done.finally(() => running.delete(done)).catch(() => {});
      all.push(done);
    }
    await Promise.all(all);
  }

  /** Whether nothing is left to be told of this delivery, so that what comes after it may be. */
  async #after(before: readonly Promise<boolean>[], delivery: StoredDelivery): Promise<boolean> {
    const settled = await Promise.all(before);
    if (settled.includes(false) || this.#isOver()) return false;
    const outcome = await deliver(this.#caller, delivery);
    this.outcomes.push(outcome);
    return outcome.kind === "delivered" || outcome.kind === "skipped";
  }

  #isOver(): boolean {
    if (this.#stopping?.aborted || performance.now() > this.#until) return true;
    const kinds = this.outcomes.map(({ kind }) => kind);
    if (kinds.includes("gone") || kinds.includes("filter")) return true;
    return !kinds.includes("delivered") && kinds.filter((kind) => kind === "failed").length > 1;
  }
}

async function settle(runtime: Runtime, webhook: StoredWebhook, outcomes: readonly Outcome[]): Promise<void> {
  const reason = (["gone", "filter"] as const).find((kind) => outcomes.some((one) => one.kind === kind));
  if (reason) return switchOff(runtime, webhook, reason);
  const failed = outcomes.filter((one) => one.kind === "failed");
  const asked = Math.max(0, ...failed.map(({ pause }) => pause));
  const isWell = outcomes.some(({ kind }) => kind === "delivered");
  if (isWell && asked === 0 && webhook.failed_rounds === 0 && !webhook.failing_since) return;
  if (failed.length === 0 && !isWell) return;
  const since = isWell ? null : (webhook.failing_since ?? new Date());
  if (since && Date.now() - since.getTime() >= longestFailing) return switchOff(runtime, webhook, "failing");
  const rounds = isWell ? 0 : webhook.failed_rounds + 1;
  const pause = Math.max(asked, rounds === 0 ? 0 : pauseAfter(rounds));
  await sql`
    update webhooks set failing_since = ${since}::timestamptz, failed_rounds = ${rounds},
      paused_until = ${pause > 0 ? new Date(Date.now() + pause) : null}::timestamptz
    where id = ${webhook.id}::uuid`.execute(runtime.database);
}
