import { request } from "node:http";
import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Filter } from "#kernel/filter";
import { filterCondition, type Handler, recordsModule } from "#records";
import { fullGrant } from "#records/contract";
import fastifyPackage from "../node_modules/fastify/package.json" with { type: "json" };
import { modules } from "../src/server/modules.ts";
import { system } from "../src/server/runtime.ts";
import { type FrontDoor, openFrontDoor } from "./front-door.ts";

// What befell systems like this one, each by the number of its advisory, tried at our front door. Links:
// `expanding.test.ts` (CVE-2026-66003), keys: `key-bounds.test.ts`, SQL in the source: `architecture.test.ts`.
let door: FrontDoor;
let headers: { authorization: string };

beforeAll(async () => {
  door = await openFrontDoor([], { rateLimits: { caller: 1e9, visitor: 1e9, publicChange: 1e9 } });
  headers = await door.key({ objects: { "*": fullGrant }, permissions: ["*"] });
});

function get(url: string, by: object = headers) {
  return door.ask({ url, headers: { ...by } });
}

function handlers(): readonly Handler[] {
  return [...modules, recordsModule(door.runtime.catalogue)].flatMap((module) => module.handlers);
}

const injections = [
  "'",
  "''",
  '"',
  "`",
  "\\",
  "--",
  "/*",
  ";",
  "name' or '1'='1",
  "name desc",
  "name;select pg_sleep(5)",
  "name) union select null--",
  "UTC'; copy (select '') to program 'id'; --",
  "$1",
  "%27",
  "(select version())",
];

describe("CVE-2026-46624: names of time zones, units and directions are no SQL", () => {
  test("the role of the application is no superuser and runs no programs", async () => {
    const { rows } = await sql`select rolsuper, rolcreaterole, rolbypassrls, rolreplication,
        pg_has_role(current_user, 'pg_execute_server_program', 'member') as programs,
        pg_has_role(current_user, 'pg_read_server_files', 'member') as files
      from pg_roles where rolname = current_user`.execute(door.runtime.database);
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolcreaterole: false,
        rolbypassrls: false,
        rolreplication: false,
        programs: false,
        files: false,
      },
    ]);
  });

  test("a unit, a group, a measure or an order that is none is refused before the database hears of it", async () => {
    for (const word of injections) {
      const text = encodeURIComponent(word);
      for (const query of [
        `totals?group=created_at:${text}`,
        `totals?group=${text}`,
        `totals?group=industry,${text}`,
        `totals?sum=${text}`,
        `totals?avg=${text}`,
        `totals?min=${text}`,
        `?sort=${text}`,
        `?sort=-${text}`,
        `?fields=${text}`,
        `?expand=${text}`,
      ]) {
        const { statusCode, body } = await get(`/api/companies${query.startsWith("?") ? "" : "/"}${query}`);
        expect([400, 422], `${query} ${body}`).toContain(statusCode);
      }
    }
  });

  test("the time zone of a user is one that there is", async () => {
    for (const timeZone of injections) {
      const url = "/api/me";
      const answer = await door.ask({
        method: "PATCH",
        url,
        payload: { timeZone },
        headers: { cookie: door.cookie },
      });
      expect(answer.statusCode).toBe(422);
    }
  });
});

test("CVE-2025-21628, CVE-2026-44706: whatever a filter says, it stands in the parameters and not in the text", async () => {
  const marked = fc
    .tuple(fc.string(), fc.constantFrom(...injections))
    .map(([any, word]) => `kestrel${any}${word}`);
  const clause = fc.oneof(
    fc.record({
      field: fc.constantFrom("name", "email", "address.city", "industry", "parent.name", "owner.name"),
      op: fc.constantFrom("is", "is_not", "contains", "starts_with"),
      value: marked,
    }),
    fc.record({ field: fc.constant("name"), op: fc.constantFrom("in", "not_in"), value: fc.array(marked) }),
  );
  const tree = fc.oneof(
    clause,
    fc.record({ and: fc.array(clause, { maxLength: 4 }) }),
    fc.record({ or: fc.array(clause, { maxLength: 4 }) }),
    fc.record({ not: clause }),
    fc.record({
      related: fc.constant("deals"),
      some: fc.record({ field: fc.constant("name"), op: fc.constant("is"), value: marked }),
    }),
  );
  let compiled = 0;
  await door.runtime.read(system, "system", async (work) => {
    const object = work.catalogue.object("company");
    fc.assert(
      fc.property(tree, (filter) => {
        let text: string;
        try {
          text = filterCondition({ work, object, alias: "t" }, filter as Filter).compile(work.db).sql;
        } catch {
          return;
        }
        compiled++;
        expect(text).not.toContain("kestrel");
      }),
      { numRuns: 500 },
    );
  });
  expect(compiled).toBeGreaterThan(200);
});

test("CVE-2026-3105: an order has the two directions that it has", async () => {
  for (const sort of [
    "name asc",
    "name desc",
    "name,-",
    "--name",
    "+name",
    "-name nulls first",
    "name,(select 1)",
  ]) {
    const answer = await get(`/api/companies?sort=${encodeURIComponent(sort)}`);
    expect([sort, answer.statusCode, answer.json().code]).toEqual([sort, 400, "sort_invalid"]);
  }
});

test("CVE-2026-29096, CVE-2022-25775: a view is looked at again when it is read, not only when it is saved", async () => {
  const { rows } = await sql<{ id: string }>`select id from users limit 1`.execute(door.runtime.database);
  const hostile = [
    { filter: { field: "name'; drop table parties; --", op: "is", value: "x" } },
    { filter: { field: "name", op: "is = '' or 1=1 --", value: "x" } },
    { sort: "name; drop table parties" },
    { group: "created_at:year'; select 1" },
    { columns: [{ field: "(select version())" }] },
  ];
  for (const definition of hostile) {
    await sql`insert into views (object, name, kind, definition, owner_id, shared)
      values ('company', 'Hostile', 'table', ${JSON.stringify(definition)}::jsonb, ${rows[0]?.id}, true)`.execute(
      door.runtime.database,
    );
  }
  const views = await get("/api/views?object=company", { cookie: door.cookie });
  expect(views.statusCode).toBe(200);
  expect(views.body).not.toMatch(/drop table|select/);
  expect((await get("/api/companies")).statusCode).toBe(200);
});

test("CVE-2026-9558, CVE-2025-68929, CVE-2026-34724: what looks like a template is told as it was written", async () => {
  const templates = [
    "{{7*7}}",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
    "{field, select, other {49}}",
    "{{constructor.constructor('return 49')()}}",
    "{{'a'.constructor.prototype.charAt=[].join}}",
  ];
  for (const name of templates) {
    const made = await door.ask({
      method: "POST",
      url: "/api/companies",
      payload: { name, description: name },
      headers,
    });
    const { id } = made.json();
    expect(made.json()).toMatchObject({ name, description: name });
    await door.ask({
      method: "PATCH",
      url: `/api/companies/${id}`,
      payload: { description: `${name}!` },
      headers,
    });
    const past = (await get(`/api/companies/${id}/history`)).json().data;
    expect(past[0].changes.description).toEqual({ from: name, to: `${name}!` });
    const unknown = await door.ask({
      method: "POST",
      url: "/api/companies",
      payload: { name: "x", [name]: 1 },
      headers,
    });
    expect([unknown.json().code, unknown.json().field]).toEqual(["field_unknown", name]);
    expect(unknown.json().detail).toContain(name);
  }
});

test("CVE-2026-84504: a property of the name `value` is no validated body, and the server has the fix", async () => {
  const [, minor = 0, patch = 0] = fastifyPackage.version.split(".").map(Number);
  expect(minor * 1000 + patch).toBeGreaterThanOrEqual(12_005);
  const view = { object: "company", name: "Mine", kind: "table", definition: {} };
  const answer = await door.ask({ method: "POST", url: "/api/views", payload: { value: view }, headers });
  expect(answer.statusCode).toBe(422);
});

test("CVE-2026-76169: a malformed address leads past no gate", async () => {
  for (const url of [
    "/api/people/%",
    "/api/people/%zz",
    "/api/%people",
    "/api/people%2",
    "/api/deals/%E0%A4%A",
  ]) {
    const answer = await door.ask({ url });
    expect([400, 401, 404]).toContain(answer.statusCode);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
  }
});

test("CVE-2025-52892: no address poisons the way to the others", async () => {
  const server = new URL(await door.listen());
  const parts = fc.constantFrom(
    "/",
    "//",
    "%2f",
    "..;",
    "/..",
    "/api",
    "people",
    "%00",
    ";",
    "\\",
    "x".repeat(8192),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(parts, { maxLength: 6 }), async (some) => {
      expect(await statusOf(server, `/${some.join("")}`)).not.toBe(500);
    }),
    { numRuns: 150 },
  );
  for (const url of ["/api/people", "/api/health", "/api/deals/totals"])
    expect((await get(url)).statusCode).toBe(200);
});

/** Asks for an address exactly as it is written. */
function statusOf({ hostname, port }: URL, path: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  request({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode))
    .on("error", reject)
    .end();
  return promise;
}

describe("ASVS 2.2 and 15.3: a request says what is stated, and nothing else", () => {
  test("every route refuses a parameter that it does not know and one that stands twice", async () => {
    const faults: string[] = [];
    for (const { action } of handlers().filter((one) => one.action.method === "GET" && !one.raw)) {
      const path = action.path
        .replace(/:plural/g, "companies")
        .replace(/:\w+/g, "0198b1d2-3c4d-7e8f-9a0b-1c2d3e4f5a6b");
      const [known = "limit"] = Object.keys((action.query as z.ZodObject | undefined)?.shape ?? {});
      for (const query of [
        "surprise=1",
        "__proto__=1",
        `${known}=1&${known}=2`,
        `${known}[]=1`,
        `${known}[a]=1`,
      ]) {
        const { statusCode } = await get(
          `${path}?${query}`,
          action.atScreen ? { cookie: door.cookie } : headers,
        );
        if (statusCode !== 400 && statusCode !== 404) faults.push(`${statusCode} ${path}?${query}`);
      }
    }
    expect(faults).toEqual([]);
  });

  test("every body is a closed shape, but for records, whose fields the write path tells one by one", () => {
    const open = handlers().flatMap(({ action: { id, object, body } }) => {
      if (!body || object !== undefined) return [];
      const schema = z.toJSONSchema(body, { io: "input", unrepresentable: "any" });
      const shapes = schema.anyOf ?? [schema];
      const isClosed = shapes.every((shape) => shape.additionalProperties === false);
      return isClosed ? [] : [id];
    });
    // One's own preferences are kept as they come, up to 64 KB.
    expect(open).toEqual(["putPreferences"]);
  });
});
