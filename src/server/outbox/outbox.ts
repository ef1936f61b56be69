import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { type OutboxState, readState, type Runtime, type Subscription } from "#records";
import type { HealthCheck } from "../http/health.ts";
import { createDispatcher, type Dispatcher } from "./dispatcher.ts";
import { type OwnConnection, openOwnConnection } from "./own-connection.ts";
import { pruneEvents } from "./pruning.ts";

/** How news travel: from a commit to every subscription, once for all processes, and to whoever watches in each. */
export interface Outbox {
  /** After a commit that wrote events: looks and wakes the other processes, at once when it has been quiet. */
  tell(): void;
  /**
   * Starts to look for news. Of all processes with subscriptions one dispatches; when it goes, another takes over.
   * A process without subscriptions only watches.
   */
  start(runtime: Runtime, subscriptions: readonly Subscription[]): Promise<void>;
  /** Calls `watcher` whenever there may be news, and each second. Returns how to end it. */
  watch(watcher: (state: OutboxState) => void): () => void;
  readonly health: HealthCheck;
  /** Waits for the handlers that run, ten seconds at most: what is not done by then is done again. */
  stop(): Promise<void>;
}

const channel = "rapport_events";
/** Any number that no other lock of the product has. */
const dispatcherLock = 7_270_011;
const notifyEvery = 50;
/** Between two looks: under load a look for each commit would cost more than the commits. */
const restAfterLook = 50;
const pollEvery = 1000;
const pruneEvery = 3_600_000;
const longestStop = 10_000;

export function createOutbox(databaseUrl: string, onTrouble: (error: unknown) => void = () => {}): Outbox {
  const watchers = new Set<(state: OutboxState) => void>();
  let runtime: Runtime | undefined;
  let subscriptions: readonly Subscription[] = [];
  let connection: OwnConnection | undefined;
  let dispatcher: Dispatcher | undefined;
  let looking: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let waking: NodeJS.Timeout | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let notifying: NodeJS.Timeout | undefined;
  let notifiedAt = Number.NEGATIVE_INFINITY;
  let prunedAt = 0;
  let held = false;
  let patience = notifyEvery;
  let stopped = false;

  const look = (): void => {
    again = true;
    if (!runtime || stopped) return;
    looking ??= lookWhileAsked(runtime)
      .catch(onTrouble)
      .finally(() => {
        looking = null;
        lookedAt = performance.now();
      });
  };

  const lookSoon = (): void => {
    if (waking) return;
    const rest = looking ? restAfterLook : lookedAt + restAfterLook - performance.now();
    if (rest <= 0) look();
    else
      waking = setTimeout(() => {
        waking = undefined;
        look();
      }, rest);
  };

  const lookWhileAsked = async (runtime: Runtime): Promise<void> => {
    clearTimeout(timer);
    try {
      while (again && !stopped) {
        again = false;
        const state = await readState(runtime.database);
        patience = state.held ? Math.min(patience * 2, pollEvery) : notifyEvery;
        held = state.held;
        await lead(runtime);
        await dispatcher?.look(state.newest);
        for (const watcher of watchers) watcher(state);
      }
    } finally {
      // What a running transaction holds back comes sooner than the next poll, as a rule.
      if (!stopped) timer = setTimeout(look, held ? patience : pollEvery);
    }
  };

  const lead = async (runtime: Runtime): Promise<void> => {
    if (subscriptions.length === 0 || !connection) return;
    if (!dispatcher) {
      const { rows } = await connection.query("select pg_try_advisory_lock($1) as mine", [dispatcherLock]);
      if (rows[0]?.mine) dispatcher = await createDispatcher(runtime, subscriptions, onTrouble);
      return;
    }
    if (Date.now() - prunedAt < pruneEvery) return;
    prunedAt = Date.now();
    await pruneEvents(
      runtime.database,
      subscriptions.map((subscription) => subscription.name),
    );
  };

  const resign = (): void => {
    // The lock went with the connection: another process may dispatch from now on.
    void dispatcher?.stop();
    dispatcher = undefined;
  };

  const notifyOthers = (): void => {
    const rest = Math.max(0, notifiedAt + notifyEvery - performance.now());
    notifying ??= setTimeout(() => {
      notifying = undefined;
      notifiedAt = performance.now();
      connection?.query(`notify ${channel}`).catch(() => {});
    }, rest);
  };

  return {
    tell() {
      lookSoon();
      notifyOthers();
    },
    async start(started, toSubscriptions) {
      runtime = started;
      subscriptions = toSubscriptions;
      connection = await openOwnConnection(databaseUrl, {
        connected: async (own) => void (await own.query(`listen ${channel}`)),
        lost: resign,
        notified: lookSoon,
      });
      look();
      await looking;
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    health: async ({ database }) =>
      lag(
        database,
        subscriptions.map((subscription) => subscription.name),
      ),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(waking);
      clearTimeout(notifying);
      await looking;
      const stopping = dispatcher?.stop();
      await Promise.race([stopping, pause(longestStop, undefined, { ref: false })]);
      await connection?.close();
    },
  };
}

const longestLag = 60;

async function lag(database: Runtime["database"], subscribers: readonly string[]) {
  const { rows } = await sql<{ lag: number; given_up: number }>`
    select
      coalesce((
        select max(extract(epoch from now() - waiting.at))::float8
        from event_cursors cursor
        cross join lateral (
          select at from events event
          where (event.transaction, event.sequence) > (cursor.transaction, cursor.sequence)
          order by event.transaction, event.sequence limit 1
        ) waiting
        where cursor.subscriber = any(${subscribers}::text[])
      ), 0) as lag,
      (select count(*)::int from event_failures where next_try_at is null) as given_up`.execute(database);
  const seconds = Math.max(0, Math.round(rows[0]?.lag ?? 0));
  return { ok: seconds <= longestLag, lag_seconds: seconds, given_up: rows[0]?.given_up ?? 0 };
}
