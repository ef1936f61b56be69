import type { IncomingHttpHeaders } from "node:http";
import type { Actor, Runtime } from "#records";
import { actorOfKey } from "../keys/using.ts";
import { actorOfSession } from "./sessions.ts";

export interface Authentication {
  readonly actor: Actor;
  readonly source: "screen" | "api";
}

/**
 * Who makes a request, by its API key or its session cookie; null for a visitor. Remembered until access changes, so
 * that a session that was ended, a key that was revoked and a user who has left are gone with the next request, in
 * other processes half a second later. A request that shows a key is never taken for the session beside it.
 */
export async function authenticate(
  runtime: Runtime,
  headers: IncomingHttpHeaders,
): Promise<Authentication | null> {
  if (headers.authorization !== undefined) {
    const actor = await actorOfKey(runtime, headers.authorization);
    return actor && { actor, source: "api" };
  }
  const actor = await actorOfSession(runtime, headers.cookie);
  return actor && { actor, source: "screen" };
}
