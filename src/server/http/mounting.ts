import multipart from "@fastify/multipart";
import type { Action } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { z } from "zod";
import type { Handler, Runtime, Work } from "#records";
import { actorOf } from "./caller.ts";
import { isCollision, isOutdated } from "./database-error.ts";

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
    preValidation: refuseRepeatedParameters,
    handler: (request, reply) => run(handler, runtime, request, reply),
  };
}

async function run(
  { action, raw, run }: Handler,
  runtime: Runtime,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const actor = actorOf(request);
  const call = { params: request.params, query: request.query, body: request.body } as Parameters<
    typeof run
  >[1];
  const edge = { request, reply, runtime, actor };
  if (raw) await runtime.freshenCatalogue();
  // A raw handler opens its own units of work and never looks at this one.
  const answer = raw
    ? await run(undefined as unknown as Work, call, edge)
    : await inUnit(action, runtime, request, (work) => run(work, call, edge));
  if (reply.sent || answer === reply) return reply;
  if (answer === undefined) return reply.code(action.status ?? 204).send();
  return reply.code(action.status ?? 200).send(answer);
}

const tries = 3;

/**
 * What only reads needs no transaction. What met another in the database, or knew objects and fields as they were a
 * moment ago, is done again: nothing of it is left.
 */
async function inUnit<T>(
  action: Action,
  runtime: Runtime,
  request: FastifyRequest,
  capability: (work: Work) => Promise<T>,
): Promise<T> {
  const actor = actorOf(request);
  const source = request.caller?.source ?? "screen";
  const unit = () =>
    action.method === "GET"
      ? runtime.read(actor, source, capability)
      : runtime.run(actor, source, capability);
  for (let attempt = 1; ; attempt++) {
    try {
      return await unit();
    } catch (error) {
      const another = isCollision(error) || (isOutdated(error) && (await runtime.reloadCatalogue()));
      if (attempt === tries || !another) throw error;
    }
  }
}

async function refuseRepeatedParameters(request: FastifyRequest): Promise<void> {
  for (const [name, value] of Object.entries(request.query as Record<string, unknown>)) {
    if (Array.isArray(value)) throw new AppError("bad_request", { field: name });
  }
}
