import rateLimit from "@fastify/rate-limit";
import { AppError } from "#kernel/error";
import { networkOf } from "#kernel/network";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Requests a minute. */
export interface RateLimits {
  /** Of one session or key; a key may be made with less. */
  readonly caller: number;
  /** Of one address that is not signed in, over all. */
  readonly visitor: number;
  /** Of one address to one public action that changes something: signing in, setting up. */
  readonly publicChange: number;
  /** Of one address to one protocol where nobody is proven: a chat, a switchboard, a notice of a provider. */
  readonly protocol: number;
}

// A key may keep the machine busy (an integration that moves a million records is welcome); what is stopped is running away.
export const standardRateLimits: RateLimits = {
  caller: 600_000,
  visitor: 600,
  publicChange: 30,
  protocol: 3000,
};

export type Limit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/** Counts requests and refuses too many with `too_many_requests`; a key is told with each answer how many it has left. */
export async function rateLimiting(app: FastifyInstance, limits: RateLimits): Promise<Limit> {
  await app.register(rateLimit, { global: false, timeWindow: "1 minute", keyGenerator: addressOf });
  const ofCaller = app.createRateLimit({
    max: ({ caller }) => Math.min(limits.caller, caller?.actor.keyBounds?.requestsPerMinute ?? limits.caller),
    keyGenerator: ({ caller }) => `caller:${caller?.actor.sessionId ?? caller?.actor.userId}`,
  });
  const ofVisitor = app.createRateLimit({
    max: limits.visitor,
    keyGenerator: (request) => `visitor:${addressOf(request)}`,
  });
  const ofProtocol = app.createRateLimit({
    max: limits.protocol,
    keyGenerator: (request) => `${request.routeOptions.config.protocol?.name}:${addressOf(request)}`,
  });
  const ofPublicChange = app.createRateLimit({
    max: limits.publicChange,
    keyGenerator: (request) => `change:${request.routeOptions.config.action?.id}:${addressOf(request)}`,
  });
  return async (request, reply) => {
    const isStranger = request.caller?.actor.userId === null && request.routeOptions.config.protocol;
    await assertWithin(isStranger ? ofProtocol : request.caller ? ofCaller : ofVisitor, request, reply);
    const isPublic = request.routeOptions.config.action?.permission === "public";
    if (isPublic && !reading.has(request.method)) await assertWithin(ofPublicChange, request, reply);
  };
}

function addressOf({ ip }: FastifyRequest): string {
  return networkOf(ip);
}

async function assertWithin(
  limiter: ReturnType<FastifyInstance["createRateLimit"]>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const state = await limiter(request);
  if (state.isAllowed) return;
  // As draft-ietf-httpapi-ratelimit-headers-10 writes them.
  if (request.caller?.source === "api") {
    reply.header("ratelimit-policy", `"key";q=${state.max};w=60`);
    reply.header("ratelimit", `"key";r=${state.remaining};t=${state.ttlInSeconds}`);
  }
  if (state.isExceeded) throw new AppError("too_many_requests", { params: { seconds: state.ttlInSeconds } });
}
