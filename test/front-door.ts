import type { AddressInfo } from "node:net";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import type { Pool } from "pg";
import { authenticate, createApiKey, resolveActor } from "#platform";
import {
  buildCatalogue,
  type Database,
  type Handler,
  type Runtime,
  type RuntimeSettings,
  recordsModule,
} from "#records";
import type { RoleGrants } from "#records/contract";
import { makeStandardPipeline } from "#sales";
import { connectDatabase, connectForSearch } from "../src/server/database.ts";
import { createServer, type ServerOptions } from "../src/server/http/server.ts";
import { createLiveUpdates } from "../src/server/live/live-updates.ts";
import { modules } from "../src/server/modules.ts";
import { createOutbox, type Outbox } from "../src/server/outbox/outbox.ts";
import { createRuntime } from "../src/server/runtime.ts";
import { testDatabase, testSettings } from "./harness.ts";
import { onLeaving } from "./leaving.ts";

/** The whole server on a database of its own, set up by its owner: what a browser or a program meets. */
export interface FrontDoor {
  readonly app: FastifyInstance;
  readonly runtime: Runtime;
  readonly outbox: Outbox;
  /** Cookie of the owner, who is signed in. */
  readonly cookie: string;
  readonly databaseUrl: string;
  /** The connections over which it asks the database, for who overhears what it asks. */
  readonly pool: Pool;
  /** Sends a request without a network. */
  ask(request: InjectOptions): Promise<LightMyRequestResponse>;
  /** An API key with a role of these rights, as a header. */
  key(rights: RoleGrants): Promise<{ readonly authorization: string }>;
  /** Address under which the server listens, for streams and slow clients. */
  listen(): Promise<string>;
}

export async function openFrontDoor(
  handlers: readonly Handler[] = [],
  options: Partial<DoorOptions> = {},
): Promise<FrontDoor> {
  const { database, bulk, pool, url } = await testDatabase();
  const { app, runtime, outbox } = await openProcess(
    { database, bulk, url, settings: await testSettings() },
    handlers,
    options,
  );
  const cookie = await setUp(app);
  // As every organisation it has a pipeline, which it is otherwise given a moment later.
  await runtime.runAsSystem(makeStandardPipeline);
  let keys = 0;
  return {
    app,
    runtime,
    outbox,
    cookie,
    databaseUrl: url,
    pool,
    ask: (request) => app.inject(request),
    async key(rights) {
      const name = `Key ${++keys}`;
      const { id } = await database
        .insertInto("roles")
        .values({ name, grants: JSON.stringify(rights) })
        .returning("id")
        .executeTakeFirstOrThrow();
      const { key } = await runtime.runAsSystem((work) => createApiKey(work, { name, role: id }));
      return { authorization: `Bearer ${key}` };
    },
    listen: () => listening(app),
  };
}

/** Another process that serves the same installation, knowing nothing of the first but the database. */
export async function openBeside({
  databaseUrl,
  runtime: { settings },
}: FrontDoor): Promise<Pick<FrontDoor, "ask" | "listen" | "runtime">> {
  const { database, close } = connectDatabase(databaseUrl, 5);
  onLeaving(close);
  const { app, runtime } = await openProcess({ database, url: databaseUrl, settings });
  return { runtime, ask: (request) => app.inject(request), listen: () => listening(app) };
}

interface DoorOptions extends ServerOptions {
  /** After how many milliseconds a statement of a search is cut off, on connections of its own. */
  readonly searchTimeout: number;
}

interface Installation {
  readonly database: Database;
  readonly bulk?: Database | undefined;
  readonly url: string;
  readonly settings: RuntimeSettings;
}

async function openProcess(
  { database, bulk, url, settings }: Installation,
  handlers: readonly Handler[] = [],
  { searchTimeout, ...options }: Partial<DoorOptions> = {},
) {
  const catalogue = buildCatalogue(
    modules.flatMap((module) => module.objects),
    Object.assign({}, ...modules.map((module) => module.rules ?? {})),
  );
  const outbox = createOutbox(url);
  const search = searchTimeout === undefined ? undefined : connectForSearch(url, searchTimeout);
  const runtime = createRuntime({
    database,
    ...(search && { searching: search.database }),
    bulk,
    catalogue,
    settings,
    databaseUrl: url,
    resolveActor,
    afterCommit: outbox.tell,
    watchNews: outbox.watch,
  });
  const installed = [...modules, recordsModule(catalogue)];
  await outbox.start(
    runtime,
    installed.flatMap((module) => module.subscriptions ?? []),
  );
  const live = createLiveUpdates(runtime, outbox, authenticate);
  const app = await createServer(runtime, installed, {
    authenticate,
    health: { outbox: outbox.health },
    webFolder: "/nowhere",
    logger: false,
    ...options,
    handlers: [live.handler, ...handlers],
  });
  onLeaving(async () => {
    live.stop();
    await app.close();
    await outbox.stop();
    await search?.close();
  });
  return { app, runtime, outbox };
}

async function listening(app: FastifyInstance): Promise<string> {
  if (!app.server.listening) await app.listen({ port: 0, host: "127.0.0.1" });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

async function setUp(app: FastifyInstance): Promise<string> {
  const answer = await app.inject({
    method: "POST",
    url: "/api/setup",
    payload: {
      organisation: {
        name: "Vitosha",
        locale: "en",
        country: "BG",
        currency: "EUR",
        timeZone: "Europe/Sofia",
      },
      owner: { name: "Maria Ivanova", email: "maria@example.com", password: "a long and quiet river" },
    },
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}
