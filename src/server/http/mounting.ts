import multipart from "@fastify/multipart";
import type { Action } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { z } from "zod";
import type { Edge, Handler, Runtime, Work } from "#records";
import { type Answer, answerOf, sendAnswer } from "./answer.ts";
import { actorOf } from "./caller.ts";
import { isStaleStatement } from "../prepared-statements.ts";
import { isCollision, isOutdated } from "./database-error.ts";
import { onceUnderKey, placeOf, refuseIdempotency } from "./idempotency.ts";
import { heedIfMatch } from "./precondition.ts";
import { asAppError, problemFor } from "./problem.ts";

const nothing = z.strictObject({});
const withBody = new Set(["POST", "PUT", "PATCH"]);

/** Largest file that an upload may bring; a capability may ask for less. */
const largestFile = 512 * 1024 * 1024;

/** Makes a route of every action. Handlers that read the raw request get it as it comes, also as a file. */
export async function mountHandlers(
  app: FastifyInstance,
  runtime: Runtime,
  handlers: readonly Handler[],
): Promise<void> {
  for (const handler of handlers) if (!readsRawBody(handler)) app.route(routeOf(handler, runtime));
  await app.register(async (uploads) => {
    await uploads.register(multipart, {
      limits: { fileSize: largestFile, files: 10, fields: 100, parts: 110 },
    });
    uploads.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    for (const handler of handlers) if (readsRawBody(handler)) uploads.route(routeOf(handler, runtime));
  });
}

function readsRawBody({ raw, action }: Handler): boolean {
  return raw === true && withBody.has(action.method) && !action.body;
}

function routeOf(handler: Handler, runtime: Runtime): RouteOptions {
  const { action, raw } = handler;
  // What a raw handler leaves unsaid it reads for itself.
  const unsaid = raw ? undefined : nothing;
  const body = action.body ?? (withBody.has(action.method) ? unsaid?.nullish() : undefined);
  const querystring = action.query ?? unsaid;
  return {
    method: action.method,
    url: action.path,
    config: { action },
    schema: {
      ...(action.params && { params: action.params }),
      ...(querystring && { querystring }),
      ...(body && { body }),
    },
    ...(action.bodyLimit && { bodyLimit: action.bodyLimit }),
    preValidation: refuseRepeatedParameters,
    handler: (request, reply) => run(handler, runtime, request, reply),
  };
}

async function run(handler: Handler, runtime: Runtime, request: FastifyRequest, reply: FastifyReply) {
  if (handler.raw) return runRaw(handler, runtime, request, reply);
  const { action } = handler;
  const edge = edgeOf(runtime, request, reply);
  const capability = async (work: Work): Promise<Answer> => {
    if (changes(action)) await heedIfMatch(work, request);
    return answerOf(action, await handler.run(work, callOf(request), edge), reply);
  };
  const place = changes(action) ? placeOf(request, runtime.settings.secret) : undefined;
  // The version that `If-Match` names must not move on between the two.
  const isAtOnce = handler.atOnce && !place && request.headers["if-match"] === undefined;
  const opened = changes(action) ? (isAtOnce ? "runAtOnce" : "run") : "read";
  const { answer, replayed, unit } = await inUnit(runtime[opened], runtime, request, async (work) => ({
    unit: work.unit,
    ...(place
      ? await onceUnderKey(work, place, request, () => capability(work))
      : { answer: await capability(work), replayed: false }),
  }));
  if (reply.sent) return reply;
  if (replayed) reply.header("idempotent-replayed", "true");
  else if (changes(action)) reply.header("rapport-act", unit);
  return sendAnswer(answer, request, reply);
}

/** A raw handler opens its own units of work, and may answer by itself. */
async function runRaw(handler: Handler, runtime: Runtime, request: FastifyRequest, reply: FastifyReply) {
  const { action } = handler;
  if (changes(action)) refuseIdempotency(request);
  await runtime.freshenCatalogue();
  const edge = edgeOf(runtime, request, reply);
  const output = await handler.run(undefined as unknown as Work, callOf(request), edge).finally(() => {
    if (changes(action)) runtime.recheckAccess();
  });
  if (reply.sent || output === reply) return reply;
  return sendAnswer(answerOf(action, output, reply), request, reply);
}

function edgeOf(runtime: Runtime, request: FastifyRequest, reply: FastifyReply): Edge {
  return {
    request,
    reply,
    runtime,
    actor: actorOf(request),
    async explain(thrown) {
      const error = await asAppError(thrown, runtime);
      const another = isCollision(thrown) || isStaleStatement(thrown) || isOutdated(thrown);
      if (another || error.status >= 500) throw thrown;
      return error;
    },
    problemOf: (error) => problemFor(error, request, runtime),
  };
}

function callOf({ params, query, body }: FastifyRequest): Parameters<Handler["run"]>[1] {
  return { params, query, body } as Parameters<Handler["run"]>[1];
}

function changes({ method }: Action): boolean {
  return method !== "GET";
}

const tries = 3;

/**
 * What only reads needs no transaction. What met another in the database, or knew objects and fields as they were a
 * moment ago, is done again: nothing of it is left.
 */
async function inUnit<T>(
  open: Runtime["run"],
  runtime: Runtime,
  request: FastifyRequest,
  capability: (work: Work) => Promise<T>,
): Promise<T> {
  const actor = actorOf(request);
  const source = request.caller?.source ?? "screen";
  for (let attempt = 1; ; attempt++) {
    try {
      return await open(actor, source, capability);
    } catch (error) {
      const another =
        isCollision(error) ||
        isStaleStatement(error) ||
        (isOutdated(error) && (await runtime.reloadCatalogue()));
      if (attempt === tries || !another) throw error;
    }
  }
}

function refuseRepeatedParameters(
  { query }: FastifyRequest,
  _reply: FastifyReply,
  done: (error?: AppError) => void,
): void {
  const repeated = Object.entries(query as Record<string, unknown>).find(([, value]) => Array.isArray(value));
  done(repeated && new AppError("bad_request", { field: repeated[0] }));
}
