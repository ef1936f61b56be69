import { AppError } from "#kernel/error";
import { refusalOfKey } from "#platform";
import { permits } from "#records/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Actor, Protocol, Runtime } from "#records";
import { assertNotViewing } from "../runtime.ts";
import type { Authenticate, Caller } from "./caller.ts";
import { assertOwnOrigin } from "./origin.ts";
import { type RateLimits, rateLimiting } from "./rate-limits.ts";

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
  const limit = await rateLimiting(app, options.rateLimits);
  const withAddress = addressing();
  app.decorateRequest("caller", null);
  app.addHook("onRequest", async (request, reply) => {
    const { action, open, protocol } = request.routeOptions.config;
    if (isApi(request.url)) reply.header("cache-control", "no-store");
    if (request.is404 || open) return;
    if (protocol) {
      request.caller = withAddress(await callerOf(protocol, runtime, request), request.ip);
      await limit(request, reply);
      return assertPermitted(request, "signed_in");
    }
    request.caller = withAddress(await options.authenticate(runtime, request.headers), request.ip);
    const refusal = request.caller && refusalOfKey(request.caller.actor, request.ip);
    if (refusal) throw refusal;
    await limit(request, reply);
    if (!reading.has(request.method) && request.caller?.source !== "api") {
      assertOwnOrigin(request.headers, runtime.settings.baseUrl);
    }
    if (request.caller && !reading.has(request.method) && !action?.endsViewing)
      assertNotViewing(request.caller.actor);
    if (action?.atScreen && request.caller?.actor.keyId) throw new AppError("not_allowed");
    assertPermitted(request, action?.permission);
  });
}

// No cookie counts there, so no page of another site can send in its owner's name.
async function callerOf(
  protocol: Protocol,
  runtime: Runtime,
  { headers, ip }: FastifyRequest,
): Promise<Caller | null> {
  const { authorization } = headers;
  const actor = await protocol.authenticate(runtime, { authorization, address: ip });
  return actor && { actor, source: protocol.source };
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
