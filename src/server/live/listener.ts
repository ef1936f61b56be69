import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../http/caller.ts";
import { formatPosition, type Position } from "#records";

/** One open stream of server-sent events, and who listens. */
export interface Listener {
  caller: Caller;
  readonly request: FastifyRequest;
  /** Sends a message; a listener who does not read drops it, and is told to read all anew once it reads again. */
  send(event: "ready" | "change" | "resync", data: unknown, position: Position): void;
  heartbeat(): void;
  end(): void;
}

/** What may wait for one listener, in bytes. */
const bufferLimit = 256 * 1024;

/** Answers the request with a stream; `closed` is called once, whoever closes it. */
export function openListener(
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Caller,
  closed: (listener: Listener) => void,
): Listener {
  reply.hijack();
  const stream = reply.raw;
  let latest: Position | null = null;
  let dropped = false;

  const listener: Listener = {
    caller,
    request,
    send(event, data, position) {
      latest = position;
      dropped ||= stream.writableLength > bufferLimit;
      if (!dropped) stream.write(message(event, data, position));
    },
    heartbeat() {
      // Two heartbeats without room: nobody is there any more.
      if (stream.writableLength > 2 * bufferLimit) stream.destroy();
      else stream.write(": \n\n");
    },
    end: () => void stream.end(),
  };

  stream.on("drain", () => {
    if (!dropped || !latest) return;
    dropped = false;
    stream.write(message("resync", {}, latest));
  });
  stream.once("close", () => closed(listener));
  stream.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  // A second and more by chance: after a restart not all come back at once.
  stream.write(`retry: ${1000 + Math.floor(Math.random() * 3000)}\n\n`);
  return listener;
}

function message(event: string, data: unknown, position: Position): string {
  return `id: ${formatPosition(position)}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
