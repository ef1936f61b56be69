import { defineAction } from "#kernel/action";
import { AppError } from "#kernel/error";
import { refusalOfKey } from "#platform";
import {
  type Handler,
  handleRaw,
  isAfter,
  isKept,
  type OutboxState,
  parsePosition,
  type PlacedEvent,
  type Position,
  readEvents,
  readState,
  type Runtime,
} from "#records";
import type { Authenticate } from "../http/caller.ts";
import { assertOwnOrigin } from "../http/origin.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { accessVersion } from "../access.ts";
import { type Listener, openListener } from "./listener.ts";
import { tell } from "./telling.ts";

export const listenAction = defineAction({
  id: "live.listen",
  method: "GET",
  path: "/api/live",
  summary:
    "Server-sent events: `change` with `{ object, ids, kind, name }` of records you may read; resumes by " +
    "`Last-Event-ID`; `resync` when too much was missed and all has to be read anew.",
  permission: "signed_in",
});

export interface LiveUpdates {
  readonly handler: Handler;
  stop(): void;
}

const heartbeatEvery = 20_000;
const checkEvery = 1000;
/** Streams whose session is looked up again each second; with more, each waits its turn. */
const checksAtOnce = 100;
/** Look-ups that run beside each other where all streams are looked up. */
const lookupsAtOnce = 10;
const streamsPerUser = 20;
/** What a listener may have missed and still be told; beyond it reading anew costs less. */
const mostMissed = 1000;
const batch = 500;

/** The stream that keeps screens as the records are, in this process. */
export function createLiveUpdates(runtime: Runtime, outbox: Outbox, authenticate: Authenticate): LiveUpdates {
  const listeners = new Set<Listener>();
  let told: Position | null = null;
  // One thing after the other: whoever joins gets what was missed before what comes.
  let queue = Promise.resolve();
  const inTurn = (step: () => Promise<void>): void => {
    queue = queue.then(step).catch(() => {});
  };

  const catchUp = async ({ newest }: OutboxState): Promise<void> => {
    if (listeners.size === 0) told = null;
    else await checkWhenChanged();
    while (told && isAfter(newest, told)) {
      const events = await readEvents(runtime.database, told, batch);
      const last = events.at(-1);
      if (!last) return;
      await tell(runtime, [...listeners], events);
      told = last.position;
    }
  };

  const join = async (listener: Listener, since: Position | null): Promise<void> => {
    await admitAgain(listener);
    if (!listeners.has(listener)) return;
    told ??= (await readState(runtime.database)).newest;
    const missed = since && (await missedSince(runtime, since, told));
    if (since && !missed) listener.send("resync", {}, told);
    else {
      if (missed) await tell(runtime, [listener], missed);
      listener.send("ready", {}, told);
    }
  };

  const admitAgain = async (listener: Listener): Promise<void> => {
    const caller = await authenticate(runtime, listener.request.headers);
    // Moved to the end, so that all have their turn.
    listeners.delete(listener);
    if (!caller || refusalOfKey(caller.actor, listener.request.ip)) return listener.end();
    listener.caller = caller;
    listeners.add(listener);
  };

  /** Sessions also run out by themselves: some are looked up each second. Where access changed, all are, at once. */
  const check = async (): Promise<void> => {
    if (await checkWhenChanged()) return;
    for (const listener of [...listeners].slice(0, checksAtOnce)) await admitAgain(listener);
  };

  let lookedAt = "";
  const checkWhenChanged = async (): Promise<boolean> => {
    const version = await accessVersion(runtime.database);
    if (version === lookedAt) return false;
    runtime.recheckAccess();
    for (let some = [...listeners]; some.length > 0; some = some.slice(lookupsAtOnce))
      await Promise.all(some.slice(0, lookupsAtOnce).map(admitAgain));
    lookedAt = version;
    return true;
  };

  const unwatch = outbox.watch((state) => inTurn(() => catchUp(state)));
  const checking = setInterval(() => inTurn(check), checkEvery);
  const beating = setInterval(() => {
    for (const listener of listeners) listener.heartbeat();
  }, heartbeatEvery);

  const handler = handleRaw(listenAction, async ({ request, reply, actor }) => {
    const { caller } = request;
    if (!caller) throw new AppError("not_signed_in");
    if (caller.source !== "api") assertOwnOrigin(request.headers, runtime.settings.baseUrl);
    const mine = [...listeners].filter((one) => one.caller.actor.userId === actor.userId);
    if (mine.length >= streamsPerUser) throw new AppError("too_many_requests", { params: { seconds: 60 } });
    if (request.method === "HEAD") return reply.send();
    const listener = openListener(request, reply, caller, (closed) =>
      inTurn(async () => void listeners.delete(closed)),
    );
    const since = parsePosition(String(request.headers["last-event-id"] ?? ""));
    inTurn(() => join(listener, since));
    return reply;
  });

  return {
    handler,
    stop() {
      unwatch();
      clearInterval(checking);
      clearInterval(beating);
      for (const listener of listeners) listener.end();
    },
  };
}

/** Events after `since` up to where all others are; null when they are too many or no longer kept. */
async function missedSince(runtime: Runtime, since: Position, told: Position): Promise<PlacedEvent[] | null> {
  if (isAfter(since, told) || !(await isKept(runtime.database, since))) return null;
  const events = await readEvents(runtime.database, since, mostMissed + 1);
  return events.length > mostMissed ? null : events.filter((event) => !isAfter(event.position, told));
}
