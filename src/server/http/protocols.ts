import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Protocol, Runtime } from "#records";
import { actorOf } from "./caller.ts";
import { largeBodies } from "./large-bodies.ts";

/** Mounts protocols that stand beside the API: every method of theirs, under their path, and the places where clients look first. */
export async function mountProtocols(
  app: FastifyInstance,
  runtime: Runtime,
  protocols: readonly Protocol[],
): Promise<void> {
  for (const method of new Set(protocols.flatMap(({ methods }) => methods)))
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method, { hasBody: true });
  const admit = largeBodies();
  for (const protocol of protocols)
    await app.register(async (scope) => {
      scope.addHook("onRequest", async (request, reply) => admit(request, reply));
      mount(scope, runtime, protocol);
    });
}

function mount(scope: FastifyInstance, runtime: Runtime, protocol: Protocol): void {
  const { path, methods, entrances, bodyLimit, bodyLimitAt = {} } = protocol;
  const larger = Object.entries(bodyLimitAt).map(([under, limit]) => [path + under, limit] as const);
  const places = [path, `${path}/`, `${path}/*`].map((url) => [url, bodyLimit] as const);
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  for (const [url, limit] of [...places, ...larger])
    scope.route({
      method: [...methods],
      url,
      exposeHeadRoute: false,
      bodyLimit: limit,
      config: { protocol },
      handler: (request, reply) => answer(runtime, protocol, request, reply),
    });
  for (const url of entrances)
    scope.route({
      method: ["GET", ...methods.filter((method) => method === "PROPFIND")],
      url,
      config: { open: true },
      handler: (_request, reply) => reply.redirect(`${path}/`, 301),
    });
}

async function answer(
  runtime: Runtime,
  protocol: Protocol,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const {
    status,
    headers = {},
    body,
  } = await protocol.answer(runtime, actorOf(request), {
    method: request.method,
    path: request.url.split("?", 1)[0] ?? "",
    query: request.url.split("?").slice(1).join("?"),
    headers: request.headers as Record<string, string | undefined>,
    body: content.toString("utf8"),
    content,
  });
  reply.code(status).header("cache-control", "private, no-cache").headers(headers);
  if (body === undefined) return reply.send();
  return reply.send(typeof body === "string" ? Buffer.from(body) : body);
}
