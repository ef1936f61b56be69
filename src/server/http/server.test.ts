import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { sql } from "kysely";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { defineAction } from "#kernel/action";
import { AppError } from "#kernel/error";
import { fullGrant, idParams, type RoleGrants } from "#records/contract";
import { handle, update } from "#records";
import { fromDatabaseError } from "./database-error.ts";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";

const everything = fullGrant;
const manager: RoleGrants = { objects: { "*": everything }, permissions: ["*"] };
const guest: RoleGrants = { objects: {}, permissions: [] };

const greet = defineAction({
  id: "greetings.make",
  method: "POST",
  path: "/api/greetings/:id",
  summary: "Greets",
  permission: "greetings:make",
  params: idParams,
  query: z.strictObject({ loud: z.coerce.number().int().max(10).optional() }),
  body: z.strictObject({
    name: z.string().min(1).max(10),
    address: z.strictObject({ city: z.string() }).optional(),
  }),
  output: z.object({ text: z.string() }),
});
const wave = defineAction({
  id: "greetings.wave",
  method: "POST",
  path: "/api/greetings/:id/wave",
  summary: "Waves at whoever passes",
  permission: "public",
  params: idParams,
});
const stumble = defineAction({
  id: "greetings.stumble",
  method: "GET",
  path: "/api/greetings/stumble",
  summary: "Fails in a way nobody has foreseen",
  permission: "signed_in",
});
const collide = defineAction({
  id: "greetings.collide",
  method: "POST",
  path: "/api/greetings/collide",
  summary: "Meets another transaction twice, then not",
  permission: "signed_in",
  output: z.object({ attempts: z.int() }),
});

let attempts = 0;
const handlers = [
  handle(greet, async (_work, { body }) => ({ text: `Hello, ${body.name}` })),
  handle(wave, async () => {}),
  handle(stumble, async () => {
    throw new Error("the secret of the house");
  }),
  handle(collide, async (work) => {
    attempts++;
    if (attempts < 3) await raise("40P01").execute(work.db);
    return { attempts };
  }),
];

const id = "0198b1d2-3c4d-7e8f-9a0b-1c2d3e4f5a6b";
const json = { "content-type": "application/json" };
let door: FrontDoor;
let key: { authorization: string };
let weakKey: { authorization: string };

/** Lets the database itself fail with a SQLSTATE. */
function raise(state: string) {
  return sql.raw(`do $$ begin raise exception 'no' using errcode = '${state}'; end $$`);
}

beforeAll(async () => {
  door = await openFrontDoor(handlers);
  key = await door.key(manager);
  weakKey = await door.key(guest);
});

describe("who may come in", () => {
  test("nobody who is not signed in reads anything", async () => {
    for (const [index, { method, url }] of (await routesOf(door)).entries()) {
      // Each from an address of its own: one alone may not ask for so much in a minute.
      const remoteAddress = `10.1.${Math.floor(index / 200)}.${1 + (index % 200)}`;
      const payload = method === "GET" ? {} : { payload: {} };
      const answer = await door.ask({ method, url, remoteAddress, ...payload });
      expect([answer.statusCode, url], `${method} ${url}`).toEqual([401, url]);
      expect(answer.json()).toMatchObject({ code: "not_signed_in", status: 401 });
    }
  });

  test("who lacks the capability is refused and told so in their own language", async () => {
    const answer = await door.ask({
      method: "POST",
      url: `/api/greetings/${id}`,
      headers: weakKey,
      payload: { name: "Ana" },
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json()).toMatchObject({ code: "not_allowed", title: "You may not do this" });
  });

  test("a program with a key is answered in the language it asks for", async () => {
    const answer = await door.ask({
      method: "POST",
      url: `/api/greetings/${id}`,
      headers: { ...weakKey, "accept-language": "es-ES" },
      payload: { name: "Ana" },
    });
    expect(answer.json()).toMatchObject({ code: "not_allowed", title: "No tiene permiso para hacer esto" });
  });

  test("a key that is no key is nobody", async () => {
    for (const authorization of ["Bearer rk_made_up", "Basic bWFyaWE6cGFzcw==", "Bearer", ""]) {
      const answer = await door.ask({ url: "/api/people", headers: { authorization, cookie: door.cookie } });
      expect(answer.statusCode).toBe(401);
    }
  });

  test("a change that another site sends with the cookie is refused, one of our own pages is not", async () => {
    const change = (headers: Record<string, string>) =>
      door.ask({
        method: "POST",
        url: "/api/companies",
        headers: { cookie: door.cookie, ...headers },
        payload: { name: "Rila" },
      });
    const foreign = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      { origin: "https://x.localhost:3000", "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of foreign) {
      const answer = await change(headers as unknown as Record<string, string>);
      expect([answer.statusCode, answer.json().code]).toEqual([403, "origin_refused"]);
    }
    expect((await change({ "sec-fetch-site": "same-origin" })).statusCode).toBe(201);
    expect((await change({ origin: "http://localhost:3000" })).statusCode).toBe(201);
  });

  test("a sign-in that another site sends is refused, too", async () => {
    const answer = await door.ask({
      method: "POST",
      url: `/api/greetings/${id}/wave`,
      headers: { origin: "https://evil.example" },
    });
    expect(answer.json().code).toBe("origin_refused");
  });

  test("who asks too often from outside waits, and is told how long", async () => {
    const busy = await openFrontDoor(handlers, { rateLimits: { publicChange: 3 } });
    const ask = () => busy.ask({ method: "POST", url: `/api/greetings/${id}/wave` });
    for (let time = 0; time < 3; time++) expect((await ask()).statusCode).toBe(204);
    const refused = await ask();
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(refused.json().detail).toMatch(/Wait \d+ seconds/);
  });

  test("a stranger who asks a protocol too often shuts out nobody at another address, nor at another protocol", async () => {
    const busy = await openFrontDoor(handlers, { rateLimits: { protocol: 3 } });
    const ask = async (remoteAddress: string, url = "/chat/at/none") =>
      (await busy.ask({ method: "POST", url, remoteAddress })).statusCode;
    for (const last of [1, 2, 3]) expect(await ask(`2001:db8::${last}`)).toBe(404);
    expect(await ask("2001:db8::4")).toBe(429);
    expect(await ask("2001:db8:0:1::4")).toBe(404);
    expect(await ask("2001:db8::4", "/channel-webhooks/none")).toBe(404);
  });
});

describe("what a request may say", () => {
  const greetWith = (payload: unknown, headers = {}, query = "") =>
    door.ask({
      method: "POST",
      url: `/api/greetings/${id}${query}`,
      headers: { ...key, ...json, ...headers },
      payload: typeof payload === "string" ? payload : JSON.stringify(payload),
    });

  test("all that is wrong with a body is said at once, field by field", async () => {
    const answer = await greetWith({
      name: "a name far too long",
      address: { street: "Vitosha" },
      title: "Dr",
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().errors).toEqual([
      expect.objectContaining({ code: "field_too_long", field: "name", params: { max: 10 } }),
      expect.objectContaining({ code: "field_required", field: "address.city" }),
      expect.objectContaining({ code: "field_unknown", field: "address.street" }),
      expect.objectContaining({ code: "field_unknown", field: "title" }),
    ]);
  });

  test.each([
    ["en", "Fill in “name”."],
    ["es-MX,es;q=0.9", "Rellene «name»."],
    ["ru-RU", "Заполните поле «name»."],
    ["bg,en;q=0.5", "Попълнете полето „name“."],
    ["ja", "Fill in “name”."],
  ])("a visitor who reads %s is told: %s", async (language, detail) => {
    const answer = await door.ask({
      method: "POST",
      url: "/api/setup",
      headers: { "accept-language": language },
      payload: { organisation: { locale: "en" }, owner: {} },
    });
    const named = answer.json().errors.find((one: { field: string }) => one.field === "owner.name");
    expect(named.detail.replace("owner.name", "name")).toBe(detail);
  });

  test("a field of a record is called as the screen calls it", async () => {
    const answer = await door.ask({
      method: "POST",
      url: "/api/companies",
      headers: { cookie: door.cookie },
      payload: { name: "Rila", address: { country: "Bulgaria" }, founded: 3 },
    });
    expect(answer.json().errors ?? [answer.json()]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: "founded", detail: expect.stringContaining("“Founded”") }),
      ]),
    );
  });

  test.each([
    ["broken JSON", '{"name":', 400, "body_invalid"],
    ["nothing at all", "", 400, "body_invalid"],
    ["a list", "[]", 400, "body_invalid"],
    ["a number", "7", 400, "body_invalid"],
    ["a prototype", '{"name":"Ana","__proto__":{"admin":true}}', 400, "body_invalid"],
    ["a constructor", '{"name":"Ana","constructor":{"prototype":{}}}', 400, "body_invalid"],
    ["a root property called value", '{"value":{"name":"Ana"}}', 422, "field_required"],
    ["a body of two megabytes", JSON.stringify({ name: "a".repeat(2_000_000) }), 413, "too_large"],
    ["a very deep body", "[".repeat(100_000) + "]".repeat(100_000), 400, "body_invalid"],
  ])("%s is refused", async (_what, body, status, code) => {
    const answer = await greetWith(body);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  test("only JSON is taken, so that no form of another site can send it", async () => {
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
    ]) {
      const answer = await greetWith('{"name":"Ana"}', { "content-type": type });
      expect([answer.statusCode, answer.json().code]).toEqual([415, "media_type_unsupported"]);
    }
  });

  test.each(["?loud=1&loud=2", "?quiet=1", "?loud=much", "?loud=11", "?__proto__=1", "?constructor=1"])(
    "the query %s is refused",
    async (query) => {
      const answer = await greetWith({ name: "Ana" }, {}, query);
      expect([answer.statusCode, answer.json().code]).toEqual([400, "bad_request"]);
      expect(answer.json().field).toBe(query.slice(1).split("=")[0]);
    },
  );

  test("an address that names no record is one where nothing is", async () => {
    for (const wrong of ["7", "null", `${id}'`, "%27%20or%201=1--"]) {
      const answer = await door.ask({ url: `/api/people/${wrong}`, headers: key });
      expect([answer.statusCode, answer.json().code]).toEqual([404, "not_found"]);
    }
  });
});

describe("what goes wrong inside", () => {
  test("the unforeseen says nothing but a number that finds it in the log", async () => {
    const answer = await door.ask({ url: "/api/greetings/stumble", headers: key });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("secret");
    expect(answer.json()).toMatchObject({
      code: "internal",
      reference: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(answer.json().detail).toContain(answer.json().reference);
  });

  test("two transactions in each other's way are done over", async () => {
    const answer = await door.ask({ method: "POST", url: "/api/greetings/collide", headers: key });
    expect(answer.json()).toEqual({ attempts: 3 });
  });

  test("a value that another record has names its field", async () => {
    const make = () =>
      door.ask({ method: "POST", url: "/api/products", headers: key, payload: { name: "Tea", code: "T-1" } });
    expect((await make()).statusCode).toBe(201);
    const answer = await make();
    expect([answer.statusCode, answer.json().code, answer.json().field]).toEqual([
      409,
      "value_taken",
      "code",
    ]);
  });

  test("what a part of the product could not do is on a list from which it is tried again", async () => {
    await sql`
      with event as (
        insert into events (name, object, records) values ('records.changed', 'company', '{}') returning sequence
      )
      insert into event_failures (subscriber, sequence, attempts, error)
      select 'platform.assignments', sequence, 8, E'Error: no\n  at hear' from event
    `.execute(door.runtime.database);
    const list = () => door.ask({ url: "/api/event-failures", headers: key });
    const [failure] = (await list()).json().data;
    expect(failure).toMatchObject({
      event: "records.changed",
      attempts: 8,
      next_try_at: null,
      error: "Error: no",
    });
    const again = { method: "POST", url: `/api/event-failures/${failure.id}/attempt` } as const;
    expect((await door.ask({ ...again, headers: weakKey })).statusCode).toBe(403);
    expect((await door.ask({ ...again, headers: key })).statusCode).toBe(202);
    await vi.waitFor(async () => expect((await list()).json().data).toEqual([]), { timeout: 30_000 });
  });

  test("a stale version comes with the record as it is", async () => {
    const made = await door.ask({
      method: "POST",
      url: "/api/companies",
      headers: key,
      payload: { name: "Pirin" },
    });
    const { id: company, version } = made.json();
    await door.runtime.runAsSystem((work) => update(work, "company", company, { industry: "finance" }));
    const answer = await door.ask({
      method: "PATCH",
      url: `/api/companies/${company}`,
      headers: key,
      payload: { name: "Pirin AD", version },
    });
    expect([answer.statusCode, answer.json().code]).toEqual([409, "version_conflict"]);
    expect(answer.json().current).toMatchObject({ name: "Pirin", industry: "finance" });
  });

  test.each([
    ["insert into products (name, code) values ('Tea', 'T-9'), ('Coffee', 'T-9')", "value_taken", "code"],
    ["insert into users (name, email) values ('A', 'a@x.bg'), ('B', 'a@x.bg')", "value_taken", "email"],
    ["insert into teams (name, parent_id) values ('North', gen_random_uuid())", "link_not_found", "parent"],
    ["insert into users (name, locale) values ('A', 'fr')", "field_invalid", "locale"],
    ["insert into users (name) values (null)", "field_required", "name"],
  ])("the database's last word on “%s” is %s of %s", async (statement, code, field) => {
    const error = await sql
      .raw(statement)
      .execute(door.runtime.database)
      .catch((thrown: unknown) => thrown);
    const mapped = await fromDatabaseError(error, door.runtime);
    expect([mapped?.code, mapped?.details.field]).toEqual([code, field]);
  });

  test.each([
    ["23505", 409, "value_taken"],
    ["23503", 422, "link_not_found"],
    ["23514", 422, "field_invalid"],
    ["22003", 422, "field_invalid"],
    ["57014", 503, "query_too_slow"],
    ["53100", 507, "storage_full"],
    ["53300", 503, "database_unavailable"],
    ["42703", 500, "internal"],
  ])("PostgreSQL's %s becomes %i %s", async (state, status, code) => {
    const error = await raise(state)
      .execute(door.runtime.database)
      .catch((thrown: unknown) => thrown);
    const mapped = (await fromDatabaseError(error, door.runtime)) ?? new AppError("internal");
    expect([mapped.status, mapped.code]).toEqual([status, code]);
  });
});

describe("addresses", () => {
  test.each([
    "//api/people",
    "/api//people",
    "/api/people/",
    "/api%2fpeople",
    "/%61pi/people",
    "/api/..;/people",
    "/api/%2e%2e/people",
    "/api/people%00",
    "/API/people",
    "/api/people;x=1",
    `/api/${"a".repeat(8192)}`,
    "/api/nothing/here",
    "/..%2f..%2fpackage.json",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/assets/..%5c..%5cpackage.json",
    "/%zz",
    "/.env",
    "/package.json",
  ])("%s opens nothing to a visitor", async (url) => {
    const answer = await getAsWritten(await door.listen(), url);
    expect([400, 401, 404]).toContain(answer.statusCode);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect((await door.ask({ url: "/api/health" })).statusCode).toBe(200);
  });

  test("an address says which methods it takes", async () => {
    for (const [method, url, allow] of [
      ["PUT", "/api/people", "GET, POST"],
      ["DELETE", "/api/people", "GET, POST"],
      ["PUT", `/api/people/${id}`, "GET, PATCH, DELETE"],
      ["POST", "/api/roles", "GET"],
      ["POST", "/api/health", "GET"],
      ["GET", "/api/imports/x/run", "POST, DELETE"],
    ] as const) {
      const answer = await door.ask({ method, url, headers: { "accept-language": "es" } });
      expect([url, answer.statusCode, answer.headers["allow"]]).toEqual([url, 405, allow]);
      expect(answer.json()).toMatchObject({
        code: "method_not_allowed",
        title: expect.stringContaining("método"),
      });
    }
    for (const method of ["OPTIONS", "TRACE"] as const)
      expect((await door.ask({ method: method as "PUT", url: "/api/people", headers: key })).statusCode).toBe(
        404,
      );
  });

  test("what is too long or no request at all is answered by a problem, and the server goes on", async () => {
    const server = await door.listen();
    const long = await getAsWritten(server, `/api/people?filter=${"x".repeat(41_000)}`);
    expect(long.statusCode).toBe(414);
    const fits = await getAsWritten(server, `/api/people?filter=${"x".repeat(19_000)}`);
    expect(fits.statusCode).toBe(401);
    for (const [sent, status, code] of [
      [`GET /api/people HTTP/1.1\r\nhost: x\r\nx: ${"x".repeat(70_000)}\r\n\r\n`, 431, "headers_too_large"],
      [`GET /${"x".repeat(70_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431, "headers_too_large"],
      ["GARBAGE\r\n\r\n", 400, "bad_request"],
      [
        "GET /api/people HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
        400,
        "bad_request",
      ],
    ] as const) {
      const answer = await say(server, sent);
      expect(answer).toContain(`HTTP/1.1 ${status} `);
      expect(answer).toContain("application/problem+json");
      expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({ status, code });
    }
    expect((await door.ask({ url: "/api/health" })).statusCode).toBe(200);
  });

  test("screens say plainly when they are not built", async () => {
    const answer = await door.ask({ url: "/people/123" });
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([503, "text/plain; charset=utf-8"]);
    expect(answer.body).toContain("not built");
  });
});

describe("what every answer carries", () => {
  test("headers that keep a browser to our own pages, and data out of caches", async () => {
    const { headers } = await door.ask({ url: "/api/people", headers: key });
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["strict-transport-security"]).toBeUndefined();
    const policy = String(headers["content-security-policy"]);
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"])
      expect(policy).toContain(part);
    expect(policy).not.toContain("'self'");
    expect((await door.ask({ url: "/api/nothing" })).headers["x-content-type-options"]).toBe("nosniff");
  });

  test("pages run what comes from here, inside nobody else's, and reach neither camera nor place", async () => {
    for (const url of ["/people/123", "/api/docs/"]) {
      const { headers } = await door.ask({ url });
      const policy = String(headers["content-security-policy"]);
      for (const part of [
        "default-src 'none'",
        "script-src 'self';",
        "frame-ancestors 'none'",
        "form-action 'self'",
      ])
        expect(policy).toContain(part);
      expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
      expect(headers["permissions-policy"]).toContain("camera=()");
    }
  });

  test("large answers are compressed for whoever can take it", async () => {
    const answer = await door.ask({ url: "/api/openapi.json", headers: { "accept-encoding": "br" } });
    expect(answer.headers["content-encoding"]).toBe("br");
    expect(answer.rawPayload.length).toBeLessThan(90_000);
  });
});

describe("the contract of the API", () => {
  test("names every route and points only to what is there", async () => {
    const document = (await door.ask({ url: "/api/openapi.json" })).json();
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths).length).toBeGreaterThan(80);
    expect(document.paths["/api/greetings/{id}"].post).toMatchObject({ operationId: "greetings.make" });
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(100);
    for (const place of new Set(references.map((match) => match[1] as string)))
      expect(document.components).toHaveProperty(place.split("/"));
    for (const [name, schema] of Object.entries(document.components.schemas))
      expect([name, Object.keys(schema as object)]).not.toEqual([name, ["$ref"]]);
  });

  test("is a page that runs without a foreign server", async () => {
    const page = await door.ask({ url: "/api/docs" });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(?:src|href)="https?:/);
    expect(page.body).not.toMatch(/<script(?![^>]*src=)/);
  });
});

/** Sends an address exactly as it is written; a client that parses it would tidy it first. */
async function getAsWritten(server: string, path: string): Promise<IncomingMessage> {
  const { hostname, port } = new URL(server);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request({ hostname, port, path, agent: false }, (answer) => resolve(answer.resume()))
    .on("error", reject)
    .end();
  return promise;
}

/** Sends whatever is said, and answers whatever comes back. */
async function say(server: string, words: string): Promise<string> {
  const { hostname, port } = new URL(server);
  const { promise, resolve } = Promise.withResolvers<string>();
  const heard: Buffer[] = [];
  const socket = connect(Number(port), hostname, () => socket.write(words));
  socket.on("data", (part) => heard.push(part));
  // What is sent on after the answer may be met by a reset.
  socket.on("error", () => {});
  socket.on("close", () => resolve(Buffer.concat(heard).toString()));
  return promise;
}

async function routesOf({
  app,
}: FrontDoor): Promise<{ method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"; url: string }[]> {
  const document = (await app.inject({ url: "/api/openapi.json" })).json();
  const routes = Object.entries(
    document.paths as Record<string, Record<string, { security: unknown[] }>>,
  ).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { security }]) => security.length > 0)
      .map(([method]) => ({ method: method.toUpperCase() as "GET", url: path.replace(/\{\w+\}/g, id) })),
  );
  expect(routes.length).toBeGreaterThan(120);
  return routes;
}
