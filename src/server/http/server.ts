import { resolve } from "node:path";
import { constants } from "node:zlib";
import compress from "@fastify/compress";
import { newId } from "#kernel/id";
import { type FastifyInstance, type FastifyServerOptions, fastify, LogController } from "fastify";
import type { Handler, Module, Runtime } from "#records";
import type { DatabasePulse } from "../database-pulse.ts";
import type { StorageWatch } from "../storage.ts";
import { failureHandlers } from "../outbox/failure-list.ts";
import { admitCallers } from "./admission.ts";
import { serveApiDocumentation } from "./api-documentation.ts";
import { answerBroken, refuseLongAddresses } from "./broken-requests.ts";
import type { Authenticate } from "./caller.ts";
import { serveBrowserSockets, wishesForSocket } from "./browser-sockets.ts";
import { type HealthCheck, healthHandler } from "./health.ts";
import { mountHandlers } from "./mounting.ts";
import { openApiHandler } from "./organisation-document.ts";
import { refuseOtherMethods } from "./other-methods.ts";
import { mountProtocols } from "./protocols.ts";
import { answerWithProblems, plainProblem, sendProblem } from "./problem.ts";
import { type RateLimits, standardRateLimits } from "./rate-limits.ts";
import { sendSecurityHeaders } from "./security-headers.ts";
import { refuseChangesWhileFull } from "./full-storage.ts";
import { refuseWhileSilent } from "./silent-database.ts";
import { cutSlowBodies, type Patience, standardPatience, timeouts } from "./slow-clients.ts";
import { compileValidator } from "./validation.ts";
import { serveWebFiles } from "./web-files.ts";

export interface ServerOptions {
  readonly authenticate: Authenticate;
  /** Handlers that belong to no module: the live stream. */
  readonly handlers?: readonly Handler[];
  /** Looked at by `/api/health` besides the database. */
  readonly health?: Readonly<Record<string, HealthCheck>>;
  /** Of the embedded database: what would write is refused while it is full. */
  readonly storage?: StorageWatch;
  /** Absent: a frozen database is waited for. */
  readonly pulse?: DatabasePulse;
  /** Addresses of the proxies whose `X-Forwarded-*` is believed, as Fastify takes them; none unless told. */
  readonly trustProxy?: FastifyServerOptions["trustProxy"];
  /** Folder of the built browser part. */
  readonly webFolder?: string;
  readonly rateLimits?: Partial<RateLimits>;
  readonly patience?: Partial<Patience>;
  /** Warnings and errors go to the standard output unless told. */
  readonly logger?: FastifyServerOptions["logger"];
}

/** What PostgreSQL says of a row that broke a rule is the content of the row; it does not belong in a log. */
const personal = ["err.detail", "err.where", "err.internalQuery"];

/** The HTTP face of the product: every action of every module, its documentation, and the screens. */
export async function createServer(
  runtime: Runtime,
  modules: readonly Module[],
  options: ServerOptions,
): Promise<FastifyInstance> {
  const patience = { ...standardPatience, ...options.patience };
  const app = fastify({
    ...timeouts(patience, wishesForSocket(modules)),
    bodyLimit: 1024 * 1024,
    trustProxy: options.trustProxy ?? false,
    logger: options.logger ?? { level: "warn", redact: personal },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    requestIdHeader: false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1000 },
    frameworkErrors: (_error, _request, reply) => sendProblem(reply, plainProblem("bad_request")),
    clientErrorHandler: answerBroken,
  });
  const handlers: Handler[] = [
    ...modules.flatMap((module) => module.handlers),
    ...(options.handlers ?? []),
    ...failureHandlers,
    healthHandler(options.health ?? {}),
    openApiHandler(() => handlers),
  ];
  app.removeContentTypeParser("text/plain");
  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(answerWithProblems(runtime));
  sendSecurityHeaders(app, runtime.settings.baseUrl);
  refuseLongAddresses(app);
  if (options.pulse) refuseWhileSilent(app, options.pulse);
  await admitCallers(app, runtime, {
    authenticate: options.authenticate,
    rateLimits: { ...standardRateLimits, ...options.rateLimits },
  });
  if (options.storage) refuseChangesWhileFull(app, options.storage);
  cutSlowBodies(app, patience);
  // The best compression of brotli would cost more time than it saves on an answer made for one.
  const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
  await app.register(compress, { threshold: 1024, encodings: ["br", "gzip"], brotliOptions });
  await mountHandlers(app, runtime, handlers);
  refuseOtherMethods(app, handlers);
  await mountProtocols(
    app,
    runtime,
    modules.flatMap((module) => module.protocols ?? []),
  );
  serveBrowserSockets(app, runtime, {
    authenticate: options.authenticate,
    sockets: modules.flatMap((module) => module.sockets ?? []),
  });
  await serveApiDocumentation(app);
  await serveWebFiles(app, resolve(options.webFolder ?? "dist/web"));
  return app;
}
