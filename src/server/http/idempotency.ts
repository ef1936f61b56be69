import { createHash } from "node:crypto";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { FastifyRequest } from "fastify";
import type { Work } from "#records";
import type { Answer } from "./answer.ts";
import { findAnswer, keepAnswer, type Place } from "./kept-answers.ts";

const header = "idempotency-key";

/** Where the answer to a request is kept: under its `Idempotency-Key` and its caller. Undefined without the header. */
export function placeOf(request: FastifyRequest, secret: Buffer): Place | undefined {
  const key = request.headers[header];
  if (key === undefined) return undefined;
  if (typeof key !== "string" || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new AppError("bad_request", { field: "Idempotency-Key" });
  const caller = callerOf(request);
  if (caller === undefined) throw new AppError("idempotency_unsupported");
  return { caller, key, secret, keyHash: sha256(`${caller} ${key}`) };
}

/** Throws `idempotency_unsupported` for a request with the header; those that stream can be kept under no key. */
export function refuseIdempotency(request: FastifyRequest): void {
  if (request.headers[header] !== undefined) throw new AppError("idempotency_unsupported");
}

/**
 * Does what a request asks for once: whoever asks the same again under the same key gets the same answer. It is kept
 * in the transaction of the work itself, so that no kill comes between the two. What was refused is not kept; it
 * may be tried again. Throws `request_in_progress` while another is at it, `idempotency_key_reused`, `too_large`.
 */
export async function onceUnderKey(
  work: Work,
  place: Place,
  request: FastifyRequest,
  capability: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly replayed: boolean }> {
  await lock(work, place);
  const requestHash = hashOf(request);
  const kept = await findAnswer(work, place);
  if (kept && !kept.requestHash.equals(requestHash)) throw new AppError("idempotency_key_reused");
  if (kept) return { answer: kept.answer, replayed: true };
  const answer = await capability();
  await keepAnswer(work, place, { requestHash, answer });
  return { answer, replayed: false };
}

// Nobody waits for the lock: those who wait would hold all connections.
async function lock(work: Work, { keyHash }: Place): Promise<void> {
  const number = keyHash.readBigInt64BE();
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(${String(number)}::bigint) as free`.execute(work.db);
  if (!rows[0]?.free) throw new AppError("request_in_progress");
}

function callerOf({ caller }: FastifyRequest): string | undefined {
  if (!caller) return undefined;
  return caller.source === "api" ? caller.actor.sessionId : `user:${caller.actor.userId}`;
}

function hashOf({ method, url, body }: FastifyRequest): Buffer {
  return sha256(JSON.stringify([method, url, body ?? null]));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
