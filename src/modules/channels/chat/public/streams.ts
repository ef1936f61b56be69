import type { PassThrough } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type Position, readState, recordsTold, type Runtime } from "#records";
import { type Line, linesAfter, type TheirLine, visitorsTold } from "../telling/lines.ts";
import { writtenTo } from "../telling/typing.ts";
import {
  mostLines,
  streamsOfAddress,
  streamsOfProcess,
  streamsOfSession,
  streamsUntilScarce,
  streamsWhenScarce,
} from "./limits.ts";
import { type Listener, streamTo, waiting, type Who } from "./listener.ts";

const heartbeatEvery = 20_000;
const typingEvery = 2000;

/** The streams of visitors that a process holds. Where a line is missed, it is still there: each reads on after its place. */
export interface Streams {
  /** Server-sent events of what comes after a place. Throws `too_many_requests`. */
  open(who: Who): PassThrough;
  /** What comes after a place; waits for it as long as `patience`, in milliseconds. Throws `too_many_requests`. */
  next(who: Who, patience: number): Promise<readonly Line[]>;
}

const held = new WeakMap<Runtime, Streams>();

/** One for each process, which is one runtime. */
export function streamsOf(runtime: Runtime): Streams {
  const streams = held.get(runtime) ?? createStreams(runtime);
  held.set(runtime, streams);
  return streams;
}

function createStreams(runtime: Runtime): Streams {
  const { database } = runtime;
  const listeners = new Set<Listener>();
  /** Those who were told nothing yet: all who come at once, where another process ended, are told together. */
  const coming = new Set<Listener>();
  let heard: Position | null = null;
  let stopWatching: (() => void) | undefined;
  let beating: NodeJS.Timeout | undefined;
  let typing: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let again = false;

  // One look after the other, so that no line is told twice; what fails is done again at the next, a second later at most.
  const look = (): void => {
    again = true;
    looking ??= lookWhileAsked()
      .catch(() => {})
      .finally(() => {
        looking = null;
      });
  };

  const lookWhileAsked = async (): Promise<void> => {
    while (again && listeners.size > 0) {
      again = false;
      const { newest } = await readState(database);
      // What is told is read by places, so that nothing comes of looking twice at what a running transaction holds back.
      const told = heard && (await recordsTold(database, visitorsTold, heard));
      const some = [...listeners].filter((one) => coming.has(one) || told?.has(one.session));
      await tell(some);
      for (const one of some) coming.delete(one);
      heard = newest;
    }
  };

  const tell = async (some: readonly Listener[]): Promise<void> => {
    if (some.length === 0) return;
    const places = new Map<string, number>();
    for (const { session, place } of some)
      places.set(session, Math.min(place, places.get(session) ?? Number.MAX_SAFE_INTEGER));
    const asked = [...places].map(([session, after]) => ({ session, after }));
    const lines = Map.groupBy(await linesAfter(database, asked, mostLines), ({ session }) => session);
    for (const listener of some) {
      const theirs = (lines.get(listener.session) ?? []).filter(({ sequence }) => sequence > listener.place);
      if (theirs.length === 0) continue;
      listener.place = theirs.at(-1)?.sequence ?? listener.place;
      listener.tell(theirs.map(shown));
    }
    await tell(some.filter(({ session }) => lines.get(session)?.length === mostLines));
  };

  const beat = (): void => {
    for (const listener of listeners) listener.beat();
    // Nobody waits here for who is told something at this moment.
    void sql`update chat_sessions s set seen_at = now() from (
        select id from chat_sessions where id = any(${sessionsOf(listeners)}::uuid[]) for update skip locked) as there
      where s.id = there.id`
      .execute(database)
      .catch(() => {});
  };

  const tellWhoTypes = async (): Promise<void> => {
    const written = await writtenTo(database, sessionsOf(listeners));
    for (const listener of listeners) if (written.has(listener.session)) listener.tellTyping();
  };

  const add = (listener: Listener): void => {
    assertRoom(listeners, listener);
    listeners.add(listener);
    coming.add(listener);
    stopWatching ??= runtime.watchNews(look);
    beating ??= setInterval(beat, heartbeatEvery).unref();
    typing ??= setInterval(() => void tellWhoTypes().catch(() => {}), typingEvery).unref();
    look();
  };

  const remove = (listener: Listener): void => {
    listeners.delete(listener);
    coming.delete(listener);
    if (listeners.size > 0) return;
    stopWatching?.();
    clearInterval(beating);
    clearInterval(typing);
    [stopWatching, beating, typing, heard] = [undefined, undefined, undefined, null];
  };

  return {
    open(who) {
      const { listener, begin } = streamTo(who);
      add(listener);
      return begin(() => remove(listener));
    },
    async next(who, patience) {
      const { listener, lines } = waiting(who);
      add(listener);
      const told = await Promise.race([lines, pause(patience, [], { ref: false })]);
      remove(listener);
      return told;
    },
  };
}

function assertRoom(listeners: ReadonlySet<Listener>, { session, address }: Listener): void {
  const all = [...listeners];
  const ofAddress = all.length < streamsUntilScarce ? streamsOfAddress : streamsWhenScarce;
  if (
    all.length >= streamsOfProcess ||
    all.filter((one) => one.session === session).length >= streamsOfSession ||
    all.filter((one) => one.address === address).length >= ofAddress
  )
    throw new AppError("too_many_requests", { params: { seconds: 60 }, extra: { retry_after: 60 } });
}

function sessionsOf(listeners: Iterable<Listener>): string[] {
  return [...new Set([...listeners].map(({ session }) => session))];
}

export function shown({ session: _session, ...line }: TheirLine): Line {
  return line;
}
