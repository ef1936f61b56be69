import fc from "fast-check";
import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import type { CatalogueObject } from "#records";
import type { Field } from "#records/contract";
import { recordsModule } from "#records";
import { modules } from "../src/server/modules.ts";
import { type FrontDoor, openFrontDoor } from "./front-door.ts";
import { type Planted, plantRecords } from "./planted-records.ts";

// What a hostile or broken program sends: each is answered by a problem with a code, and nothing is written.
let house: FrontDoor;
let planted: Planted;

beforeAll(async () => {
  house = await openFrontDoor([], { rateLimits: { caller: 1e9, visitor: 1e9, publicChange: 1e9 } });
  planted = await plantRecords(house);
});

async function ask(request: InjectOptions) {
  return house.ask({ ...request, headers: { cookie: house.cookie, ...request.headers } });
}

type Answer = Awaited<ReturnType<typeof ask>>;

/** What is wrong with how a request was answered, as a sentence; undefined where all is well. */
function faultOf(answer: Answer, what: string): string | undefined {
  if (answer.statusCode < 400) return undefined;
  const problem = answer.headers["content-type"]?.includes("application/problem+json") ? answer.json() : {};
  if (answer.statusCode < 500 && typeof problem.code === "string") return undefined;
  return `${answer.statusCode} ${what.slice(0, 300)}: ${answer.body.slice(0, 200)}`;
}

const words = [
  "'; drop table parties; --",
  '" or 1=1 --',
  "%00",
  "\u0000",
  "\ud800",
  "__proto__",
  "constructor",
  "constructor.name",
  "address.constructor",
  "name.toString",
  "company.company.company.company.company.company",
  "-",
  ",",
  "..",
  "a".repeat(200),
  "💥\u202e\u200b",
  "${jndi:ldap://x}",
  "{{7*7}}",
  "created_at:year'; select 1",
  "-created_at,-created_at,-created_at,-created_at",
];

test("whatever stands in a parameter of a query, the answer is a list or a problem", async () => {
  const faults: string[] = [];
  const handlers = [...modules, recordsModule(house.runtime.catalogue)].flatMap((module) => module.handlers);
  for (const { action } of handlers.filter((one) => one.action.method === "GET")) {
    const path = action.path.replace(":plural", "companies").replace(":id", idFor(action.path));
    for (const name of Object.keys((action.query as z.ZodObject | undefined)?.shape ?? {})) {
      const some = isLikeCompanies(action.path) ? words.slice(0, 2) : words;
      for (const word of some) {
        const url = `${path}?${name}=${encode(word)}`;
        const fault = faultOf(await ask({ method: "GET", url }), url);
        if (fault) faults.push(fault);
      }
    }
  }
  expect(faults.slice(0, 20)).toEqual([]);
});

const hostileFilters: readonly unknown[] = [
  null,
  [],
  "name",
  7,
  {},
  { and: null },
  { and: {} },
  { field: "name" },
  { field: "name", op: "__proto__", value: "x" },
  { field: "name", op: "is" },
  { field: "name", op: "is", value: { toString: 1 } },
  { field: "name", op: "is", value: "\u0000" },
  { field: "name", op: "contains", value: "\ud800" },
  { field: "name", op: "in", value: [1, null, {}] },
  { field: "__proto__", op: "is", value: "x" },
  { field: "address.__proto__", op: "is", value: "x" },
  { field: "address.constructor", op: "is", value: "x" },
  { field: "employees", op: "gt", value: "1e999" },
  { field: "employees", op: "gt", value: 1e308 },
  { field: "employees", op: "gt", value: "9".repeat(30) },
  { field: "employees", op: "between", value: { from: {} } },
  { field: "revenue", op: "eq", value: "NaN" },
  { field: "created_at", op: "within", value: { period: { last: 1e15, unit: "year" } } },
  { field: "created_at", op: "within", value: { period: { last: -1, unit: "day" } } },
  { field: "created_at", op: "within", value: { period: "this_'century" } },
  { field: "created_at", op: "before", value: "0000-00-00" },
  { field: "created_at", op: "before", value: "9999-12-31T23:59:59-23:59" },
  { field: "created_at", op: "after", value: "0000-01-01T00:00:00Z" },
  { field: "created_at", op: "after", value: "+275760-09-13T00:00:00Z" },
  { field: "owner", op: "is", value: "00000000-0000-0000-0000-00000000000'" },
  { field: "owner", op: "is", value: "-".repeat(36) },
  { field: "owner", op: "is", value: { me: true, my_team: true } },
  { related: "__proto__", some: true },
  { related: "constructor", some: true },
  { related: "deals" },
  { related: "deals", count: { op: "eq", value: 1e30 } },
  { related: "deals", count: { op: "; drop", value: 1 } },
  { and: [1, nested(900)] },
  { or: Array.from({ length: 10_000 }, () => ({ field: "name", op: "is", value: "x" })) },
  { and: Array.from({ length: 1000 }, () => ({ field: "name", op: "is", value: "x" })) },
  nested(100),
  relatedDeep(20),
  relatedDeep(100),
];

/** Filters as people write them, or rather as nobody does. */
const hostileTexts: readonly string[] = [
  "name is x; drop table parties",
  "name is 'x' or 1=1 --",
  'name is "x',
  "name is \u0000",
  'name is "\\u0000"',
  "name",
  "and",
  "((((((",
  "__proto__ is x",
  "constructor.name is x",
  "__proto__.some()",
  "deals.constructor(a is b)",
  "deals.sum(__proto__) > 1",
  "deals.sum(amount) > 1e999",
  `deals.sum(amount) > ${"9".repeat(400)}`,
  "deals.sum(employees where name is x) > 5",
  "employees > many",
  "employees between a..b",
  "created_at within last 99999999 days",
  "not ".repeat(5000),
  "(".repeat(5000),
  "deals.some(".repeat(400),
  Array(3000).fill("name is x").join(" or "),
];

test("whatever stands in a filter, the answer is a list or a problem", async () => {
  const faults: string[] = [];
  const before = await stateOf("parties");
  for (const filter of hostileFilters) {
    const text = JSON.stringify(filter);
    for (const url of ["/api/companies", "/api/companies/totals", "/api/exports/companies"]) {
      const fault = faultOf(
        await ask({ method: "GET", url: `${url}?filter=${encode(text)}` }),
        `${url} ${text}`,
      );
      if (fault) faults.push(fault);
    }
    const view = { object: "company", name: "Hostile", kind: "table", definition: { filter } };
    const saved = await ask({ method: "POST", url: "/api/views", payload: view });
    const fault = faultOf(saved, `view ${text}`);
    if (fault) faults.push(fault);
  }
  for (const text of hostileTexts) {
    const answer = await ask({ method: "GET", url: `/api/companies?filter=${encode(text)}` });
    const fault = faultOf(answer, text) ?? (answer.statusCode < 400 ? `read: ${text}` : undefined);
    if (fault) faults.push(fault);
  }
  // Deeper than a program can write by itself.
  const deep = `${'{"not":'.repeat(100_000)}7${"}".repeat(100_000)}`;
  for (const filter of [
    `{"and":[1,${deep}]}`,
    deep,
    `{"and":[${"[".repeat(100_000)}${"]".repeat(100_000)}]}`,
  ]) {
    const payload = `{"filter":${filter},"archive":true}`;
    const headers = { "content-type": "application/json" };
    const fault = faultOf(
      await ask({ method: "POST", url: "/api/companies/bulk", payload, headers }),
      "deep filter",
    );
    if (fault) faults.push(fault);
  }
  expect(faults.slice(0, 20)).toEqual([]);
  expect((await ask({ method: "GET", url: "/api/views?object=company" })).statusCode).toBe(200);
  expect(await stateOf("parties")).toBe(before);
});

test("a cursor that was tampered with is refused or leads nowhere else", async () => {
  const faults: string[] = [];
  const cursors = [
    "",
    "x",
    "e30",
    Buffer.from("null").toString("base64url"),
    Buffer.from('["name"]').toString("base64url"),
    Buffer.from('["name","a","not-an-id"]').toString("base64url"),
    Buffer.from('["name",{"a":1},null]').toString("base64url"),
    Buffer.from('["name","\\u0000",null]').toString("base64url"),
    Buffer.from('["name","a","00000000-0000-7000-8000-000000000000\'"]').toString("base64url"),
    Buffer.from("2024-99-99T99:99:99.000000Z 00000000-0000-7000-8000-000000000000").toString("base64url"),
    Buffer.from("2024-01-01T00:00:00.000000Z x").toString("base64url"),
  ];
  for (const cursor of cursors) {
    for (const path of [
      "/api/companies?sort=name&",
      "/api/companies?sort=-revenue,created_at&",
      "/api/notifications?",
      `/api/parties/${planted.ids["company"]}/timeline?`,
      `/api/companies/${planted.ids["company"]}/history?`,
    ]) {
      const fault = faultOf(await ask({ method: "GET", url: `${path}cursor=${cursor}` }), path + cursor);
      if (fault) faults.push(fault);
    }
  }
  expect(faults).toEqual([]);
});

const values: readonly unknown[] = [
  null,
  "",
  "x",
  0,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  "9".repeat(400),
  "1e999",
  "NaN",
  "Infinity",
  true,
  [],
  {},
  [[]],
  [null],
  [{}],
  { id: "x" },
  { amount: "1e5", currency: "EUR" },
  { amount: "9".repeat(40), currency: "EUR" },
  { amount: "1", currency: "€€€" },
  { given: "x".repeat(10_000) },
  { given: ["x"] },
  { street: {}, city: [] },
  "a\u0000b",
  "a\ud800b",
  "x".repeat(10_000),
  "я".repeat(100_000),
  "0000-00-00",
  "0000-01-01",
  "9999-12-31",
  "99999-01-01",
  "2024-02-30",
  "0000-01-01T00:00:00+14:00",
  "9999-12-31T23:59:59-14:00",
  "2024-01-01T25:00:00Z",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "a@b@c",
  `${"a".repeat(400)}@example.com`,
  "00000000-0000-0000-0000-000000000000",
  "' or '1'='1",
  "<img src=x onerror=alert(1)>",
];

test("CVE-2026-62315: whatever value a field is given, it is taken as what it is or refused, and never half", async () => {
  const faults: string[] = [];
  const tried = new Set<string>();
  for (const object of house.runtime.catalogue.objects.values()) {
    const id = planted.ids[object.name];
    if (object.closed || object.appendOnly || !id || object.name === "user") continue;
    for (const [name, field] of Object.entries(object.fields)) {
      // One field of each shape: those of one shape share their check.
      const shape = JSON.stringify({
        ...field,
        to: undefined,
        back: undefined,
        group: undefined,
        searched: undefined,
      });
      if (field.readOnly || tried.has(shape)) continue;
      tried.add(shape);
      let before = await recordOf(object, id);
      for (const value of values) {
        const payload = { [name]: value };
        const answer = await ask({ method: "PATCH", url: `/api/${object.plural}/${id}`, payload });
        const what = `${object.name}.${name} ${JSON.stringify(value)?.slice(0, 80)}`;
        const fault = faultOf(answer, what);
        if (fault) faults.push(fault);
        const after = await recordOf(object, id);
        if (answer.statusCode >= 400 && after !== before) faults.push(`half ${what}`);
        before = after;
        if (answer.statusCode === 200 && isScript(field, answer.json()[name])) faults.push(`kept ${what}`);
      }
    }
  }
  expect(faults.slice(0, 20)).toEqual([]);
});

test("a new record of anything is refused with a problem when its fields are nonsense", async () => {
  const faults: string[] = [];
  const bodies: readonly unknown[] = [
    null,
    [],
    "x",
    7,
    {},
    { id: "x" },
    { version: 1 },
    { "": 1 },
    { constructor: 1 },
  ];
  for (const object of house.runtime.catalogue.objects.values()) {
    if (object.closed) continue;
    const fields = Object.keys(object.fields);
    const wrong = values.map((value) => Object.fromEntries(fields.map((name) => [name, value])));
    for (const body of [...bodies, ...wrong]) {
      const before = await stateOf(object.table);
      const payload = JSON.stringify(body);
      const headers = { "content-type": "application/json" };
      const answer = await ask({ method: "POST", url: `/api/${object.plural}`, payload, headers });
      const what = `${object.name} ${payload.slice(0, 150)}`;
      const fault = faultOf(answer, what);
      if (fault) faults.push(fault);
      if (answer.statusCode >= 400 && (await stateOf(object.table)) !== before) faults.push(`half ${what}`);
    }
  }
  expect(faults.slice(0, 20)).toEqual([]);
});

test("a body of any shape to any action is answered by a problem or done", async () => {
  const faults: string[] = [];
  const handlers = [...modules, recordsModule(house.runtime.catalogue)].flatMap((module) => module.handlers);
  const bodies = [
    "",
    "null",
    "[]",
    "{",
    '"x"',
    "7",
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"admin":true}}}',
    '{"token":["a"],"email":["a@example.com","b@example.com"],"password":{}}',
    `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
  ];
  for (const { action } of handlers.filter((one) => one.action.method !== "GET")) {
    // Sign-out and what ends access would end this walk.
    if (action.method === "DELETE" || action.path === "/api/demonstration") continue;
    for (const payload of action.path.startsWith("/api/imports") ? bodies.slice(2, 5) : bodies) {
      const url = action.path.replace(":id", idFor(action.path)).replace(":plural", "companies");
      const headers = { "content-type": "application/json" };
      const fault = faultOf(
        await ask({ method: action.method, url, payload, headers }),
        `${action.id} ${payload}`,
      );
      if (fault) faults.push(fault);
    }
  }
  expect(faults.slice(0, 20)).toEqual([]);
  expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
});

test("no filter that chance makes up breaks a list", async () => {
  const fields = Object.keys(house.runtime.catalogue.object("company").fields);
  const anything = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.anything({ maxDepth: 2 }),
  );
  const clause = fc.record({
    field: fc.oneof(
      fc.constantFrom(...fields, "parent.name", "address.city", "owner.team.name"),
      fc.string(),
    ),
    op: fc.constantFrom(
      "is",
      "is_not",
      "in",
      "contains",
      "eq",
      "gt",
      "between",
      "within",
      "before",
      "has",
      "empty",
    ),
    value: anything,
  });
  const tree = fc.oneof(
    clause,
    fc.record({ and: fc.array(clause, { maxLength: 3 }) }),
    fc.record({ not: clause }),
    fc.record({ related: fc.constantFrom("deals", "people", "tasks", "notes"), some: clause }),
  );
  await fc.assert(
    fc.asyncProperty(tree, async (filter) => {
      const text = JSON.stringify(filter, (_key, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      );
      const url = `/api/companies?count=true&filter=${encode(text)}`;
      expect(faultOf(await ask({ method: "GET", url }), text)).toBeUndefined();
    }),
    { numRuns: 400 },
  );
});

test("a company cannot stand below itself, nor a user, nor a team", async () => {
  const make = async (url: string, payload: object) =>
    (await ask({ method: "POST", url, payload })).json().id;
  const first = await make("/api/companies", { name: "First" });
  const second = await make("/api/companies", { name: "Second", parent: first });
  const third = await make("/api/companies", { name: "Third", parent: second });
  for (const parent of [first, second, third]) {
    const answer = await ask({ method: "PATCH", url: `/api/companies/${first}`, payload: { parent } });
    expect(answer.statusCode).toBe(422);
  }
  const team = await make("/api/teams", { name: "Above" });
  const below = await make("/api/teams", { name: "Below", parent: team });
  const ring = await ask({ method: "PATCH", url: `/api/teams/${team}`, payload: { parent: below } });
  expect(ring.statusCode).toBe(422);
});

test("an unknown time zone or language is refused, wherever one is set", async () => {
  for (const timeZone of ["Mars/Olympus", "Europe/Sofia'; select 1", "", "\u0000", "x".repeat(500)]) {
    for (const url of ["/api/me", "/api/organisation"]) {
      const answer = await ask({ method: "PATCH", url, payload: { timeZone } });
      expect(faultOf(answer, `${url} ${timeZone}`)).toBeUndefined();
      expect(answer.statusCode).toBe(422);
    }
  }
  for (const locale of ["xx", "../en", "__proto__", "en; select 1"]) {
    const answer = await ask({ method: "PATCH", url: "/api/me", payload: { locale } });
    expect(answer.statusCode).toBe(422);
  }
  for (const language of ["../../etc/passwd", "x".repeat(5000), "en;q=1e999", "__proto__"]) {
    const headers = { "accept-language": language };
    expect((await ask({ method: "GET", url: "/api/companies?sort=nothing", headers })).statusCode).toBe(400);
  }
});

test("what a capability governs is not written by a body that claims to be one", async () => {
  const { deal, stage, user, task } = planted.ids;
  const attempts: readonly (readonly [string, object])[] = [
    [`/api/deals/${deal}`, { closed_on: "2024-05-06", governed: true }],
    [`/api/deals/${deal}`, { stage, options: { governed: true } }],
    [`/api/deals/${deal}?governed=true`, { closed_on: "2024-05-06" }],
    [`/api/tasks/${task}`, { done_at: "2024-05-06T00:00:00Z", governed: true }],
    [`/api/users/${user}`, { active: false, governed: true }],
    [`/api/companies/${planted.ids["company"]}`, { id: deal, created_by: user, kind: "person" }],
  ];
  for (const [url, payload] of attempts) {
    const before = await Promise.all(["deals", "tasks", "users", "parties"].map(stateOf));
    const answer = await ask({ method: "PATCH", url, payload });
    expect([400, 422], answer.body).toContain(answer.statusCode);
    expect(await Promise.all(["deals", "tasks", "users", "parties"].map(stateOf))).toEqual(before);
  }
});

test("records are found and paged by their ids", async () => {
  const id = planted.ids["company"];
  await ask({ method: "POST", url: "/api/companies", payload: { name: "Another" } });
  const found = async (query: string) =>
    (await ask({ method: "GET", url: `/api/companies?${query}` })).json();
  const is = await found(`filter=${encode(JSON.stringify({ field: "id", op: "is", value: id }))}`);
  expect(is.data).toMatchObject([{ id }]);
  const first = await found("sort=id&limit=1");
  const second = await found(`sort=id&limit=1&cursor=${first.next}`);
  expect(second.data).toHaveLength(1);
  expect(second.data[0].id > first.data[0].id).toBe(true);
});

// The routes that every object has are the same code; companies stand for all.
function isLikeCompanies(path: string): boolean {
  const plural = path.split("/")[2] ?? "";
  return plural !== "companies" && house.runtime.catalogue.byPlural(plural) !== undefined;
}

function isScript(field: Field, kept: unknown): boolean {
  return field.type === "url" && typeof kept === "string" && !/^https?:/.test(kept);
}

async function recordOf(object: CatalogueObject, id: string): Promise<string> {
  const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(object.table)} t
    where id = ${id}::uuid`.execute(house.runtime.database);
  return rows[0]?.row ?? "";
}

async function stateOf(table: string): Promise<string> {
  const { rows } = await sql<{
    sum: string;
  }>`select md5(coalesce(string_agg(t::text, '|' order by id), '')) as sum
    from ${sql.table(table)} t`.execute(house.runtime.database);
  return rows[0]?.sum ?? "";
}

function idFor(path: string): string {
  const plural = path.split("/")[2] ?? "";
  const object = house.runtime.catalogue.byPlural(plural)?.name ?? plural;
  return planted.ids[object] ?? (planted.ids["company"] as string);
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function nested(depth: number): unknown {
  let filter: unknown = { field: "name", op: "is", value: "x" };
  for (let level = 0; level < depth; level++) filter = { not: filter };
  return filter;
}

function relatedDeep(depth: number): unknown {
  let filter: unknown = { field: "name", op: "is", value: "x" };
  for (let level = 0; level < depth; level++) filter = { related: "subsidiaries", some: filter };
  return filter;
}
