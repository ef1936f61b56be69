import { PassThrough } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type PlacedEvent, type Position, readEvents, readState, type Runtime } from "#records";
import { type Line, linesAfter, type TheirLine, visitorsTold } from "../telling/lines.ts";
import { writtenTo } from "../telling/typing.ts";
import { mostLines, streamsOfAddress, streamsOfSession } from "./limits.ts";

const heartbeatEvery = 20_000;
const typingEvery = 2000;
const batch = 500;
/** What may wait for one visitor, in bytes; who reads no more is hung up on, and takes up again where they were. */
const bufferLimit = 256 * 1024;
/** A stream ends by itself after this, so that what ended meanwhile (a session, a chat) ends for it, too. */
const longestStream = 900_000;

interface Listener {
  readonly session: string;
  readonly address: string;
  /** The last line that they have. */
  place: number;
  readonly tell: (lines: readonly Line[]) => void;
  readonly beat: () => void;
  readonly tellTyping: () => void;
}

/** The streams of visitors that a process holds. Where a line is missed, it is still there: each reads on after its place. */
export interface Streams {
  /** Server-sent events of what comes after a place. Throws `too_many_requests`. */
  open(who: { readonly session: string; readonly address: string; readonly after: number }): PassThrough;
  /** What comes after a place; waits for it as long as `patience`, in milliseconds. */
  next(
    who: { readonly session: string; readonly address: string; readonly after: number },
    patience: number,
  ): Promise<Line[]>;
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
  let heard: Position | null = null;
  let stopWatching: (() => void) | undefined;
  let beating: NodeJS.Timeout | undefined;
  let looking: NodeJS.Timeout | undefined;
  // One thing after the other, so that no line is told twice.
  let queue = Promise.resolve();
  const inTurn = (step: () => Promise<void>): Promise<void> => {
    queue = queue.then(step).catch(() => {});
    return queue;
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
  };

  const catchUp = async (): Promise<void> => {
    if (listeners.size === 0) return;
    for (let events: PlacedEvent[]; heard; ) {
      events = await readEvents(database, heard, batch);
      heard = events.at(-1)?.position ?? heard;
      const told = new Set(
        events.filter(({ name }) => name === visitorsTold).flatMap(({ records }) => records),
      );
      await tell([...listeners].filter(({ session }) => told.has(session)));
      if (events.length < batch) return;
    }
  };

  const join = async (listener: Listener): Promise<void> => {
    if (!listeners.has(listener)) return;
    heard ??= (await readState(database)).newest;
    await tell([listener]);
  };

  const beat = (): void => {
    for (const listener of listeners) listener.beat();
    const sessions = [...new Set([...listeners].map(({ session }) => session))];
    void sql`update chat_sessions set seen_at = now() where id = any(${sessions}::uuid[])`
      .execute(database)
      .catch(() => {});
  };

  const lookWhoTypes = async (): Promise<void> => {
    const typing = await writtenTo(database, [...new Set([...listeners].map(({ session }) => session))]);
    for (const listener of listeners) if (typing.has(listener.session)) listener.tellTyping();
  };

  const add = (listener: Listener): void => {
    const all = [...listeners];
    if (
      all.filter(({ session }) => session === listener.session).length >= streamsOfSession ||
      all.filter(({ address }) => address === listener.address).length >= streamsOfAddress
    )
      throw new AppError("too_many_requests", { params: { seconds: 60 }, extra: { retry_after: 60 } });
    listeners.add(listener);
    stopWatching ??= runtime.watchNews(() => void inTurn(catchUp));
    beating ??= setInterval(beat, heartbeatEvery).unref();
    looking ??= setInterval(() => void lookWhoTypes().catch(() => {}), typingEvery).unref();
    void inTurn(() => join(listener));
  };

  const remove = (listener: Listener): void => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stopWatching?.();
    clearInterval(beating);
    clearInterval(looking);
    [stopWatching, beating, looking, heard] = [undefined, undefined, undefined, null];
  };

  return {
    open({ session, address, after }) {
      const stream = new PassThrough();
      const listener: Listener = {
        session,
        address,
        place: after,
        tell(lines) {
          for (const line of lines) stream.write(message(line));
          if (stream.writableLength > bufferLimit) stream.destroy();
        },
        beat: () => void stream.write(": \n\n"),
        tellTyping: () => void stream.write("event: typing\ndata: {}\n\n"),
      };
      const ending = setTimeout(() => stream.end(), longestStream).unref();
      stream.once("close", () => {
        clearTimeout(ending);
        remove(listener);
      });
      add(listener);
      // A second and more by chance: after a restart not all come back at once.
      stream.write(`retry: ${1000 + Math.floor(Math.random() * 3000)}\n\n`);
      return stream;
    },
    async next({ session, address, after }, patience) {
      const { promise, resolve } = Promise.withResolvers<Line[]>();
      const listener: Listener = {
        session,
        address,
        place: after,
        tell: (lines) => resolve([...lines]),
        beat: () => {},
        tellTyping: () => {},
      };
      add(listener);
      const lines = await Promise.race([promise, pause(patience, [], { ref: false })]);
      remove(listener);
      return lines;
    },
  };
}

export function shown({ session: _session, ...line }: TheirLine): Line {
  return line;
}

function message(line: Line): string {
  return `id: ${line.sequence}\nevent: line\ndata: ${JSON.stringify(line)}\n\n`;
}
