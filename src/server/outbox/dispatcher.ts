import {
  beginning,
  formatPosition,
  isAfter,
  type PlacedEvent,
  type Position,
  readEvent,
  readEvents,
  type Runtime,
  type Subscription,
} from "#records";
import { openCursors, saveCursors } from "./cursors.ts";
import { dueFailures, recordFailure, settleFailure } from "./failures.ts";

/** How many events a subscriber takes from the outbox at once. */
const batch = 200;
/** How often it is kept, in milliseconds, how far those have come who heard nothing. */
const keepEvery = 1000;

/** Hands the events of the outbox to the subscriptions, each in its own time: a slow one keeps none waiting. */
export interface Dispatcher {
  /** Looks for news up to `newest` and for failures whose next try has come. Does not wait for the handlers. */
  look(newest: Position): Promise<void>;
  /** Takes no more events and waits for the handlers that run. */
  stop(): Promise<void>;
}

interface Subscriber {
  readonly subscription: Subscription;
  position: Position;
  /** How far it is known to the database to have come. */
  kept: Position;
  /** Where the outbox ends, as far as is known. */
  newest: Position;
  running: Promise<void> | null;
}

export async function createDispatcher(
  runtime: Runtime,
  subscriptions: readonly Subscription[],
  onTrouble: (error: unknown) => void,
): Promise<Dispatcher> {
  const { database } = runtime;
  const names = subscriptions.map((subscription) => subscription.name);
  const cursors = await openCursors(database, names);
  const subscribers = subscriptions.map((subscription): Subscriber => {
    const position = cursors.get(subscription.name) ?? beginning;
    return { subscription, position, kept: position, newest: position, running: null };
  });
  let stopped = false;
  let keptAt = 0;
  // Most subscribers stand at the same place: what one reads serves all until the next look.
  const read = new Map<string, Promise<PlacedEvent[]>>();
  const readAfter = (position: Position): Promise<PlacedEvent[]> => {
    const place = formatPosition(position);
    const known = read.get(place);
    if (known) return known;
    const events = readEvents(database, position, batch);
    read.set(place, events);
    return events;
  };

  const drain = async (subscriber: Subscriber): Promise<void> => {
    const { subscription } = subscriber;
    while (isAfter(subscriber.newest, subscriber.position)) {
      const events = await readAfter(subscriber.position);
      const last = events.at(-1);
      if (!last) return;
      const heard = events.filter(({ name }) => hears(subscription, name));
      if (stopped) return;
      if (await deliverAll(runtime, subscription, heard)) {
        if (heard.length > 0) await keep([subscriber], last.position);
      } else
        for (const event of heard) {
          if (stopped) return;
          await deliver(runtime, subscription, event);
          await keep([subscriber], event.position);
        }
      subscriber.position = last.position;
    }
  };

  const keep = async (some: readonly Subscriber[], at?: Position): Promise<void> => {
    const places = some.map((subscriber) => ({ subscriber, position: at ?? subscriber.position }));
    await saveCursors(
      database,
      places.map(({ subscriber, position }) => [subscriber.subscription.name, position]),
    );
    for (const { subscriber, position } of places) subscriber.position = subscriber.kept = position;
  };

  /** What nobody heard costs each of them a write, so these go together: after a kill it is passed over again. */
  const keepPassedOver = async (): Promise<void> => {
    keptAt = Date.now();
    const some = subscribers.filter(({ running, position, kept }) => !running && isAfter(position, kept));
    if (some.length > 0) await keep(some);
  };

  const retry = async (subscriber: Subscriber, sequences: readonly string[]): Promise<void> => {
    for (const sequence of sequences) {
      if (stopped) return;
      const event = await readEvent(database, sequence);
      const failed = event && !(await deliver(runtime, subscriber.subscription, event));
      if (!failed) await settleFailure(database, subscriber.subscription.name, sequence);
    }
  };

  return {
    async look(newest) {
      read.clear();
      if (Date.now() - keptAt >= keepEvery) await keepPassedOver();
      const due = await dueFailures(database);
      for (const subscriber of subscribers) {
        const again = due.get(subscriber.subscription.name) ?? [];
        subscriber.newest = newest;
        const behind = isAfter(newest, subscriber.position);
        if (stopped || subscriber.running || (!behind && again.length === 0)) continue;
        subscriber.running = drain(subscriber)
          .then(() => retry(subscriber, again))
          // The event stays where it is and comes again at the next look.
          .catch(onTrouble)
          .finally(() => {
            subscriber.running = null;
          });
      }
    },
    async stop() {
      stopped = true;
      await Promise.all(subscribers.map(async (subscriber) => subscriber.running));
      await keepPassedOver().catch(() => {});
    },
  };
}

/** Whether all were heard at once; what is not can be heard one by one. */
async function deliverAll(
  runtime: Runtime,
  { hearAll }: Subscription,
  events: readonly PlacedEvent[],
): Promise<boolean> {
  if (events.length === 0) return true;
  if (!hearAll) return false;
  return hearAll(runtime, events).then(
    () => true,
    () => false,
  );
}

/** Whether it went well; what did not is on the list of failures. */
async function deliver(runtime: Runtime, subscription: Subscription, event: PlacedEvent): Promise<boolean> {
  try {
    await subscription.hear(runtime, event);
    return true;
  } catch (error) {
    await recordFailure(runtime.database, subscription.name, event.sequence, error);
    return false;
  }
}

function hears(subscription: Subscription, name: string): boolean {
  return subscription.events.some((one) =>
    one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : name === one,
  );
}
