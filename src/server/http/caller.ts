import type { Action } from "#kernel/action";
import { type Locale, localeFrom } from "#kernel/locale";
import type { FastifyRequest } from "fastify";
import type { IncomingHttpHeaders } from "node:http";
import type { Actor, Protocol, Runtime, Source } from "#records";

/** Who sends a request, as far as its cookie or key proves. */
export interface Caller {
  readonly actor: Actor;
  readonly source: Source;
}

/** Resolves the cookie or key of a request; null when it proves nothing. */
export type Authenticate = (runtime: Runtime, headers: IncomingHttpHeaders) => Promise<Caller | null>;

declare module "fastify" {
  interface FastifyRequest {
    /** Null for a visitor who is not signed in. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** The action that a route answers; a route without one is refused unless it is `open`. */
    action?: Action;
    /** Files of the browser part and of the documentation, the same for everybody. */
    open?: boolean;
    /** A protocol beside the API, which says itself who asks. */
    protocol?: Protocol;
  }
}

/** The caller, or a visitor without any right who has only a language. */
export function actorOf(request: FastifyRequest): Actor {
  return request.caller?.actor ?? visitor(request);
}

/** The language to answer in: a program with a key speaks for others and may ask for theirs. */
export function localeOf(request: FastifyRequest): Locale {
  const asked = request.headers["accept-language"];
  if (asked && request.caller?.source === "api") return localeFrom(asked, request.caller.actor.locale);
  return actorOf(request).locale;
}

function visitor(request: FastifyRequest): Actor {
  return {
    userId: null,
    rights: { objects: {}, permissions: [] },
    teamUserIds: [],
    locale: localeFrom(request.headers["accept-language"]),
    timeZone: "UTC",
    address: request.ip,
  };
}
