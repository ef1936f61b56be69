import rateLimit from "@fastify/rate-limit";
import { AppError } from "#kernel/error";
import { permits } from "#records/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Actor, Runtime } from "#records";
import { assertNotViewing } from "../runtime.ts";
import type { Authenticate, Caller } from "./caller.ts";
import { assertOwnOrigin } from "./origin.ts";

/** Requests a minute. */
export interface RateLimits {
  /** Of one session or key. */
  readonly caller: number;
  /** Of one address that is not signed in, over all. */
  readonly visitor: number;
  /** Of one address to one public action that changes something: signing in, setting up. */
  readonly publicChange: number;
}

// A key may keep the machine busy (an integration that moves a million records is welcome); what is stopped is running away.
export const standardRateLimits: RateLimits = { caller: 600_000, visitor: 600, publicChange: 30 };

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The one gate of the house. Every route passes it, so that a route nobody thought of is shut:
 * who is it, is it from our own pages, is it too often, is it allowed.
 */
export async function admitCallers(
  app: FastifyInstance,
  runtime: Runtime,
  options: { readonly authenticate: Authenticate; readonly rateLimits: RateLimits },
): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    timeWindow: "1 minute",
    keyGenerator: (request) => request.ip,
  });
  const limit = limiters(app, options.rateLimits);
  const withAddress = addressing();
  app.decorateRequest("caller", null);
  app.addHook("onRequest", async (request, reply) => {
    const { action, open } = request.routeOptions.config;
    if (isApi(request.url)) reply.header("cache-control", "no-store");
    if (request.is404 || open) return;
    request.caller = withAddress(await options.authenticate(runtime, request.headers), request.ip);
    await limit(request);
    if (!reading.has(request.method) && request.caller?.source !== "api") {
      assertOwnOrigin(request.headers, runtime.settings.baseUrl);
    }
    if (request.caller && !reading.has(request.method) && !action?.endsViewing)
      assertNotViewing(request.caller.actor);
    assertPermitted(request, action?.permission);
  });
}

/** An actor at an address stays the same object while they come from there: what was made for one is kept by it. */
function addressing(): (caller: Caller | null, address: string) => Caller | null {
  const placed = new WeakMap<Actor, Actor & { readonly address: string }>();
  return (caller, address) => {
    if (!caller) return null;
    const known = placed.get(caller.actor);
    const actor = known?.address === address ? known : { ...caller.actor, address };
    placed.set(caller.actor, actor);
    return { ...caller, actor };
  };
}

export function isApi(url: string): boolean {
  return /^\/+api(?:[/?#]|$)/i.test(url);
}

function assertPermitted(request: FastifyRequest, permission: string | undefined): void {
  if (permission === "public") return;
  if (!request.caller) throw new AppError("not_signed_in");
  if (permission === "signed_in") return;
  if (permission && permits(request.caller.actor.rights, permission)) return;
  request.log.warn({ userId: request.caller.actor.userId, permission }, "refused: not allowed");
  throw new AppError("not_allowed");
}

function limiters(app: FastifyInstance, limits: RateLimits): (request: FastifyRequest) => Promise<void> {
  const ofCaller = app.createRateLimit({
    max: limits.caller,
    keyGenerator: ({ caller }) => `caller:${caller?.actor.sessionId ?? caller?.actor.userId}`,
  });
  const ofVisitor = app.createRateLimit({ max: limits.visitor, keyGenerator: ({ ip }) => `visitor:${ip}` });
  const ofPublicChange = app.createRateLimit({
    max: limits.publicChange,
    keyGenerator: ({ ip, routeOptions }) => `change:${routeOptions.config.action?.id}:${ip}`,
  });
  return async (request) => {
    await assertWithin(request.caller ? ofCaller : ofVisitor, request);
    const isPublic = request.routeOptions.config.action?.permission === "public";
    if (isPublic && !reading.has(request.method)) await assertWithin(ofPublicChange, request);
  };
}

async function assertWithin(
  limiter: ReturnType<FastifyInstance["createRateLimit"]>,
  request: FastifyRequest,
): Promise<void> {
  const state = await limiter(request);
  if (state.isAllowed || !state.isExceeded) return;
  throw new AppError("too_many_requests", { params: { seconds: state.ttlInSeconds } });
}
