import type { FastifyReply, FastifyRequest } from "fastify";
import type { Action } from "#kernel/action";
import { isNamed, tagOf } from "./entity-tag.ts";

/** What goes out for an action, as it is sent and as it may be kept. */
export interface Answer {
  readonly status: number;
  /** JSON; absent where there is nothing to say. */
  readonly body?: string;
  readonly tag?: string;
}

/** The answer that an action's output makes. A handler may have chosen the status on `reply` itself. */
export function answerOf(action: Action, output: unknown, reply: FastifyReply): Answer {
  const chosen = reply.statusCode === 200 ? undefined : reply.statusCode;
  if (output === undefined) return { status: action.status ?? chosen ?? 204 };
  const status = action.status ?? chosen ?? 200;
  const body = JSON.stringify(output);
  if (!action.tagged) return { status, body };
  return { status, body, tag: tagOf((output as { readonly version: number }).version, body) };
}

/** Sends it; to who asks for what they have already, that it is so. */
export function sendAnswer(
  { status, body, tag }: Answer,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (tag !== undefined) {
    reply.header("etag", tag);
    if (hasAlready(request, tag)) return reply.code(304).send();
  }
  reply.code(status);
  if (body === undefined) return reply.send();
  return reply.type("application/json; charset=utf-8").send(body);
}

function hasAlready({ method, headers }: FastifyRequest, tag: string): boolean {
  const known = headers["if-none-match"];
  return known !== undefined && (method === "GET" || method === "HEAD") && isNamed(tag, known);
}
