import type { FastifyInstance } from "fastify";
import { type Module, recordsModule, type Runtime } from "#records";
import { testRuntime, type TestRuntimeOptions } from "../../../../test/harness.ts";
import { createServer } from "../../../server/http/server.ts";
import { authenticate, platform, resolveActor } from "../index.ts";

export const ownersPassword = "tall oaks in november";

export const theOrganisation = {
  name: "Vitosha Ltd",
  locale: "en",
  country: "BG",
  currency: "EUR",
  timeZone: "Europe/Sofia",
} as const;

export const theOwner = { name: "Maria Ivanova", email: "maria@vitosha.example", password: ownersPassword };

export interface Answer {
  readonly status: number;
  // A test reads whatever came.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A browser (or, with `key`, a program) that comes to the front door and keeps its cookies. */
export interface Visitor {
  readonly cookies: Map<string, string>;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
}

export interface House {
  readonly app: FastifyInstance;
  readonly runtime: Runtime;
  visitor(options?: { key?: string; address?: string; locale?: string }): Visitor;
  /** Runs the jobs queued so far and hands committed events to the platform's subscriptions. */
  settle(options?: { readonly again?: boolean }): Promise<void>;
}

/** The platform behind its real HTTP server, without a network. */
export async function openHouse(options: TestRuntimeOptions = {}): Promise<House> {
  const queued: { name: string; payload: unknown }[] = [];
  const modules: readonly Module[] = options.modules ?? [platform];
  const runtime = await testRuntime({
    modules,
    resolveActor,
    addJob: async (name, payload) => void queued.push({ name, payload }),
    ...options,
  });
  const app = await createServer(runtime, [recordsModule(runtime.catalogue), ...modules], {
    authenticate,
    rateLimits: { publicChange: 10_000, visitor: 10_000 },
  });
  let heard = 0n;
  return {
    app,
    runtime,
    visitor: (who) => visitor(app, who),
    async settle({ again = false } = {}) {
      if (again) heard = 0n;
      const events = await runtime.database
        .selectFrom("events")
        .selectAll()
        .where("sequence", ">", `${heard}`)
        .orderBy("sequence")
        .execute();
      for (const event of events) {
        heard = BigInt(event.sequence);
        for (const { events: names, hear } of platform.subscriptions ?? []) {
          if (
            !names.some(
              (name) =>
                name === event.name || (name.endsWith("*") && event.name.startsWith(name.slice(0, -1))),
            )
          )
            continue;
          await hear(runtime, {
            name: event.name,
            object: event.object,
            records: event.records,
            payload: event.payload as Record<string, unknown>,
            sequence: event.sequence,
            at: event.at.toISOString(),
            actorId: event.actor_id,
          });
        }
      }
      for (const { name, payload } of queued.splice(0)) await platform.jobs?.[name]?.(runtime, payload);
    },
  };
}

/** A house that its owner has set up, and the owner signed in. */
export async function openSetUpHouse(
  options: TestRuntimeOptions = {},
): Promise<House & { owner: Visitor; ownerId: string }> {
  const house = await openHouse(options);
  const owner = house.visitor();
  const { body } = await owner.ask("POST", "/api/setup", { organisation: theOrganisation, owner: theOwner });
  return { ...house, owner, ownerId: body.userId };
}

/** The id of a standard role. */
export async function roleId(house: House, key: string): Promise<string> {
  const role = await house.runtime.database
    .selectFrom("roles")
    .select("id")
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  return role.id;
}

/** Somebody invited by the owner who has accepted, signed in. */
export async function colleague(
  house: House & { owner: Visitor },
  {
    name = "Ivan Petrov",
    email = "ivan@vitosha.example",
    roles = ["salesperson"],
    password = "quiet rivers at noon",
  } = {},
): Promise<Visitor & { id: string; email: string; password: string }> {
  const roleIds = await Promise.all(roles.map((key) => roleId(house, key)));
  const { body } = await house.owner.ask("POST", "/api/invitations", { name, email, roleIds });
  const token = new URL(body.link).hash.slice(1);
  const person = house.visitor();
  await person.ask("POST", "/api/invitations/acceptances", { token, password });
  return { ...person, id: body.userId, email, password };
}

function visitor(
  app: FastifyInstance,
  { key, address = "10.0.0.1", locale = "en" }: { key?: string; address?: string; locale?: string } = {},
): Visitor {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async ask(method, path, body) {
      const answer = await app.inject({
        method: method as "GET",
        url: path,
        remoteAddress: address,
        headers: {
          "accept-language": locale,
          ...(key ? { authorization: `Bearer ${key}` } : {}),
          ...(cookies.size > 0
            ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }
            : {}),
        },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      for (const { name, value } of answer.cookies)
        value === "" ? cookies.delete(name) : cookies.set(name, encodeURIComponent(value));
      return {
        status: answer.statusCode,
        body:
          answer.body && answer.headers["content-type"]?.toString().includes("json")
            ? answer.json()
            : answer.body,
        headers: answer.headers,
      };
    },
  };
}
