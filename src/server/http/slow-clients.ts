import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import { largestHead } from "./broken-requests.ts";

/** How long a client may take, in milliseconds, so that a thousand who drip bytes hold nothing up. */
export interface Patience {
  /** For the head of a request. */
  readonly headers: number;
  /** For the body of a request of JSON. */
  readonly body: number;
  /** For a whole request, uploads of files too. */
  readonly upload: number;
  /** Without a byte either way; live streams send a heartbeat well within it. */
  readonly silence: number;
}

export const standardPatience: Patience = {
  headers: 10_000,
  body: 15_000,
  upload: 600_000,
  silence: 120_000,
};

/** As Fastify and Node take them. */
export function timeouts(patience: Patience, shouldUpgradeCallback: (request: IncomingMessage) => boolean) {
  return {
    connectionTimeout: patience.silence,
    requestTimeout: patience.upload,
    keepAliveTimeout: Math.min(patience.silence, 65_000),
    http: {
      headersTimeout: patience.headers,
      connectionsCheckingInterval: Math.min(2000, patience.headers),
      maxHeaderSize: largestHead,
      shouldUpgradeCallback,
    },
  };
}

/** Cuts the connection of whoever has not sent a body of JSON in time. */
export function cutSlowBodies(app: FastifyInstance, patience: Patience): void {
  app.addHook("preParsing", (request, _reply, payload, done) => {
    if (!request.headers["content-type"]?.startsWith("application/json")) return done(null, payload);
    const timer = setTimeout(() => request.raw.destroy(), patience.body);
    payload.once("end", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
    done(null, payload);
  });
}
