import { PassThrough } from "node:stream";
import type { Line } from "../telling/lines.ts";

/** What may wait for one visitor, in bytes; who reads no more is hung up on, and takes up again where they were. */
const bufferLimit = 256 * 1024;
/** A stream ends by itself after this, so that what ended meanwhile (a session, a chat) ends for it, too. */
const longestStream = 900_000;

export interface Who {
  readonly session: string;
  readonly address: string;
  /** The last line that they have. */
  readonly after: number;
}

/** Somebody who hears what comes in a chat. */
export interface Listener extends Who {
  /** The last line that they were told. */
  place: number;
  readonly tell: (lines: readonly Line[]) => void;
  readonly beat: () => void;
  readonly tellTyping: () => void;
}

/** Who hears it as server-sent events; begins once `begin` is called. */
export function streamTo(who: Who): { listener: Listener; begin: (closed: () => void) => PassThrough } {
  const stream = new PassThrough();
  const write = (text: string): void => void (stream.writableEnded || stream.write(text));
  const listener: Listener = {
    ...who,
    place: who.after,
    tell(lines) {
      for (const line of lines) write(message(line));
      if (stream.writableLength > bufferLimit) stream.destroy();
    },
    beat: () => write(": \n\n"),
    tellTyping: () => write("event: typing\ndata: {}\n\n"),
  };
  const begin = (closed: () => void): PassThrough => {
    const ending = setTimeout(() => stream.end(), longestStream).unref();
    stream.once("close", () => {
      clearTimeout(ending);
      closed();
    });
    // A second and more by chance: after a restart not all come back at once.
    write(`retry: ${1000 + Math.floor(Math.random() * 3000)}\n\n`);
    return stream;
  };
  return { listener, begin };
}

/** Who waits for the next lines alone. */
export function waiting(who: Who): { listener: Listener; lines: Promise<readonly Line[]> } {
  const { promise, resolve } = Promise.withResolvers<readonly Line[]>();
  const listener = { ...who, place: who.after, tell: resolve, beat: () => {}, tellTyping: () => {} };
  return { listener, lines: promise };
}

function message(line: Line): string {
  return `id: ${line.sequence}\nevent: line\ndata: ${JSON.stringify(line)}\n\n`;
}
