import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import type { Action } from "#kernel/action";
import { type CatalogueObject, recordsModule } from "#records";
import { fullGrant, type Grant, isComputed, noGrant } from "#records/contract";
import { listenAction } from "../src/server/live/live-updates.ts";
import { modules } from "../src/server/modules.ts";
import { type FrontDoor, openFrontDoor } from "./front-door.ts";
import { canary, type Planted, plantRecords } from "./planted-records.ts";
import { somebody, somebodySignedIn } from "./somebody.ts";
import { noteWrites } from "./written.ts";
import { requestsOf } from "./walking-routes.ts";

// Walks every route there is, so that a new one is walked by itself, as people who must see nothing of what is planted.
let house: FrontDoor;
let planted: Planted;
let written: () => Promise<readonly string[]>;

beforeAll(async () => {
  house = await openFrontDoor();
  planted = await plantRecords(house);
  written = await noteWrites(house, passing);
});

const nothing = noGrant;
const own: Grant = { read: "own", change: "own", delete: "own", create: true, export: true, bulk: true };
const seen: Grant = { ...nothing, read: "all", export: true, bulk: true };
const everyday = [
  "tasks:complete",
  "records:share",
  "deals:move",
  "deals:close",
  "identity_documents:write",
  "identity_documents:read",
  "views:share",
  "imports:run",
  "webhooks:manage",
];

type Headers = Readonly<Record<string, string>>;

function actions() {
  const handlers = [...modules, recordsModule(house.runtime.catalogue)].flatMap((module) => module.handlers);
  // The live stream never ends; it is walked by its own tests.
  return handlers.map((handler) => handler.action).filter((action) => action.id !== listenAction.id);
}

/** That somebody tried and failed is told. */
const failures = ["sign_in_failed", "second_factor_failed"];

/** Without those after which a session would be nobody's, or another's. */
function stayingSignedIn(): readonly Action[] {
  return actions().filter((action) => !action.endsViewing);
}

const passing: ReadonlySet<string> = new Set([
  "api_keys",
  "event_cursors",
  "event_failures",
  "job_workers",
  "known_words",
  "notifications",
  "receipts",
]);

/** A sum over the rows of each table that is kept, without what says only that somebody came by, or follows later from what was done before. */
type Sums = ReadonlyMap<string, string>;

async function sumsOfAll(): Promise<Sums> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(house.runtime.database);
  return sumsOf(rows.map(({ name }) => name).filter((name) => !passing.has(name)));
}

async function sumsOf(tables: readonly string[]): Promise<Sums> {
  if (tables.length === 0) return new Map();
  const parts = tables.map((name) => {
    const kept = name === "history" ? sql`where kind <> all(${failures}::text[])` : sql``;
    return sql`select ${name}::text as name, sum(hashtextextended(t::text, 0)) as sum from ${sql.table(name)} t ${kept}`;
  });
  const { rows } = await sql<{ name: string; sum: string }>`${sql.join(parts, sql` union all `)}`.execute(
    house.runtime.database,
  );
  return new Map(rows.map(({ name, sum }) => [name, sum]));
}

/** The planted rows themselves. */
async function stateOfPlanted(): Promise<string> {
  const rows: string[] = [];
  const tables = new Map<string, string>([
    ...[...house.runtime.catalogue.objects.values()].map(({ name, table }) => [name, table] as const),
    ["view", "views"],
    ["file", "files"],
    ["import", "imports"],
    ["identity_document", "identity_documents"],
    ["role", "roles"],
    ["webhook", "webhooks"],
  ]);
  for (const [name, table] of tables) {
    const id = planted.ids[name];
    if (!id) continue;
    const found = await sql<{
      row: string;
    }>`select (to_jsonb(t) - 'preferences')::text as row from ${sql.table(table)} t where id = ${id}::uuid`.execute(
      house.runtime.database,
    );
    rows.push(`${name} ${found.rows[0]?.row}`);
  }
  return rows.join("\n");
}

interface Walk {
  readonly headers: Headers;
  readonly hidden?: readonly string[];
  /** The actions to try; all unless told. */
  readonly only?: readonly Action[];
}

/** Tries every route; answers what went wrong, in sentences. */
async function walk({
  headers,
  hidden = [...planted.words, ...Object.values(planted.ids)],
  only = actions(),
}: Walk): Promise<string[]> {
  const wrong: string[] = [];
  const before = await stateOfPlanted();
  await written();
  const sums = new Map(await sumsOfAll());
  const changed = async () => {
    // What was not written is as it was: looking at everything costs more than asking.
    const now = [...(await sumsOf(await written()))].filter(([name, sum]) => sums.get(name) !== sum);
    for (const [name, sum] of now) sums.set(name, sum);
    return now.map(([name]) => name);
  };
  for (const action of only) {
    // What the routes before it did later.
    if (action.method !== "GET") await changed();
    let refusedAll = true;
    const requests = requestsOf(action, house.runtime.catalogue, planted);
    // Where nothing is hidden there is nothing to pry for by filters and orders.
    for (const request of hidden.length > 0 ? requests : onceEach(requests)) {
      const answer = await house.ask({ ...request, headers: { ...request.headers, ...headers } });
      const what = `${request.method} ${request.url} ${JSON.stringify(request.payload ?? "").slice(0, 300)}`;
      if (answer.statusCode >= 500) wrong.push(`${answer.statusCode}: ${what}: ${answer.body}`);
      if (answer.statusCode < 400) refusedAll = false;
      const said = `${answer.body} ${JSON.stringify(answer.headers)}`;
      const leaked = hidden.find((word) => said.includes(word) && !sent(request, word));
      if (leaked) wrong.push(`${what} tells ${leaked}: ${answer.body.slice(0, 400)}`);
    }
    if (!refusedAll || action.method === "GET") continue;
    const tables = await changed();
    if (tables.length > 0)
      wrong.push(`${action.method} ${action.path} was refused and changed ${tables.join(", ")}`);
  }
  if ((await stateOfPlanted()) !== before) wrong.push("what was planted is not as it was");
  return wrong.slice(0, 20);
}

/** The first of the requests to each path. */
function onceEach(requests: ReturnType<typeof requestsOf>): ReturnType<typeof requestsOf> {
  const pathOf = ({ url }: { readonly url: string }) => url.split("?")[0];
  return requests.filter(
    (request, at) => requests.findIndex((one) => pathOf(one) === pathOf(request)) === at,
  );
}

// What a request says itself is no news in its answer.
function sent(request: { readonly url: string; readonly payload?: unknown }, word: string): boolean {
  return `${request.url} ${JSON.stringify(request.payload ?? "")}`.includes(word);
}

test("the owner sees what is planted, so that looking for it says something", async () => {
  const headers = await house.key({ objects: { "*": seen }, permissions: ["*"] });
  const found = new Set<string>();
  for (const action of actions().filter(({ method }) => method === "GET")) {
    for (const request of requestsOf(action, house.runtime.catalogue, planted)) {
      const answer = await house.ask({ ...request, headers });
      if (!planted.words.some((word) => answer.body.includes(word))) continue;
      found.add(action.id);
      break;
    }
  }
  expect(found.size).toBeGreaterThan(70);
}, 240_000);

test("a stranger learns nothing on any route and changes nothing", async () => {
  expect(await walk({ headers: {} })).toEqual([]);
}, 240_000);

test("CVE-2026-32697 CVE-2026-9808 CVE-2026-41160: a user without any grant learns nothing on any route and changes nothing", async () => {
  const { headers } = await somebody(house, "Nobody", { objects: {}, permissions: everyday });
  expect(await walk({ headers })).toEqual([]);
}, 240_000);

test("who reaches only what is their own learns nothing of another's", async () => {
  const { headers } = await somebody(house, "Salesperson", { objects: { "*": own }, permissions: everyday });
  expect(await walk({ headers })).toEqual([]);
}, 240_000);

test("a key of a lesser role learns nothing of what its user sees", async () => {
  const headers = await house.key({ objects: {}, permissions: [] });
  // That something happened to a company its user may know, and so may the key; not what it is called.
  const known = [planted.ids["user"], planted.ids["company"]];
  const hidden = [...planted.words, ...Object.values(planted.ids)].filter((word) => !known.includes(word));
  expect(await walk({ headers, hidden })).toEqual([]);
}, 240_000);

test("one to whom a record was shared learns of that record, and of nothing else", async () => {
  const { headers, id } = await somebodySignedIn(house, "Guest", { objects: {}, permissions: everyday });
  const { company = "", user = "" } = planted.ids;
  const url = `/api/companies/${company}/shares`;
  const shared = await house.ask({
    method: "PUT",
    url,
    payload: { user: id, access: "read" },
    // The walk before went with a key of the owner's, who has ended her sessions by it.
    headers: await house.key({ objects: { "*": fullGrant }, permissions: ["*"] }),
  });
  expect(shared.statusCode).toBe(200);
  const others = Object.entries(planted.ids).filter(([name]) => name !== "company" && name !== "user");
  // Its picture, and whom it belongs to, are part of it.
  const part = [company, user, planted.ids["file"]];
  const hidden = others.map(([, one]) => one).filter((one) => !part.includes(one));
  expect(await walk({ headers, hidden, only: stayingSignedIn() })).toEqual([]);
  expect((await house.ask({ url: `/api/companies/${company}`, headers })).statusCode).toBe(200);
}, 240_000);

test("who looks as another user learns no more than that user, and changes nothing on any route", async () => {
  const everything = { objects: { "*": fullGrant }, permissions: ["*"] };
  const admin = await somebodySignedIn(house, "Looking", everything);
  const viewed = await somebodySignedIn(house, "Looked at", { objects: { "*": own }, permissions: everyday });
  const begun = await house.ask({
    method: "POST",
    url: "/api/view-as",
    payload: { userId: viewed.id },
    headers: admin.headers,
  });
  expect(begun.statusCode).toBe(201);
  const tried = stayingSignedIn();
  const before = await stateOfPlanted();
  const done: string[] = [];
  for (const action of tried.filter(({ method }) => method !== "GET")) {
    for (const request of requestsOf(action, house.runtime.catalogue, planted)) {
      const answer = await house.ask({ ...request, headers: { ...request.headers, ...admin.headers } });
      if (!["viewing_only", "method_not_allowed"].includes(answer.json().code))
        done.push(`${request.method} ${request.url} ${answer.body}`);
    }
  }
  expect(done).toEqual([]);
  expect(await walk({ headers: admin.headers, only: tried })).toEqual([]);
  expect(await stateOfPlanted()).toBe(before);
}, 240_000);

test("CVE-2026-40300: what a role hides is told by no answer", async () => {
  const { headers } = await somebody(house, "Blinkered", { objects: blinkered(), permissions: everyday });
  expect(await walk({ headers, hidden: [canary, "7777777", "359887771234"] })).toEqual([]);
}, 240_000);

test("what a role hides and another shows on one's own records is told of nobody else's by any answer", async () => {
  const all: Grant = { ...own, read: "all", change: "all", delete: "all" };
  const { id, headers } = await somebody(house, "Twofold", { objects: { "*": all }, permissions: everyday });
  const { database } = house.runtime;
  await database.deleteFrom("user_roles").where("user_id", "=", id).execute();
  for (const [name, objects] of Object.entries({ Far: blinkered(), Near: { "*": own } })) {
    const grants = JSON.stringify({ objects, permissions: everyday });
    const role = await database
      .insertInto("roles")
      .values({ name, grants })
      .returning("id")
      .executeTakeFirstOrThrow();
    await database.insertInto("user_roles").values({ user_id: id, role_id: role.id }).execute();
  }
  house.runtime.recheckAccess();
  expect(await walk({ headers, hidden: [canary, "7777777", "359887771234"] })).toEqual([]);
  const made = {
    method: "POST",
    url: "/api/products",
    payload: { name: "Seen by its maker" },
    headers,
  } as const;
  expect((await house.ask(made)).json()).toMatchObject({ name: "Seen by its maker" });
}, 240_000);

test("CVE-2023-22894: a hidden field cannot be asked for in any way", async () => {
  const { headers } = await somebody(house, "Prying", { objects: blinkered(), permissions: everyday });
  const answered: string[] = [];
  for (const object of house.runtime.catalogue.objects.values()) {
    for (const url of pryingInto(object)) {
      const answer = await house.ask({ method: "GET", url, headers });
      if (![400, 422].includes(answer.statusCode))
        answered.push(`${answer.statusCode} ${url} ${answer.body.slice(0, 200)}`);
    }
  }
  expect(answered.slice(0, 20)).toEqual([]);
}, 240_000);

test("words in a hidden field find nothing", async () => {
  const { company, person } = planted.ids;
  const grants = { ...seen, fields: { email: "hidden", phone: "hidden", website: "hidden" } } as const;
  const objects = { "*": seen, person: grants, company: grants, party: grants };
  const { headers } = await somebody(house, "Without addresses", { objects, permissions: everyday });
  for (const list of ["people", "companies", "parties"]) {
    const found = async (search: string) =>
      (await house.ask({ method: "GET", url: `/api/${list}?count=true&search=${search}`, headers })).json();
    expect(await found("example.com")).toMatchObject({ data: [], count: { value: 0 } });
    expect(await found("7771234")).toMatchObject({ data: [], count: { value: 0 } });
    expect((await found("kestrel")).data.length).toBeGreaterThan(0);
  }
  const everywhere = await house.ask({ method: "GET", url: "/api/search?q=example.com", headers });
  expect(everywhere.body).not.toContain(company);
  expect(everywhere.body).not.toContain(person);
});

test("a link to what one may not see reads as none, also in a group, a filter and an order", async () => {
  const { company = "", deal } = planted.ids;
  const objects = { "*": seen, company: nothing, party: nothing };
  const { headers } = await somebody(house, "Without companies", { objects, permissions: [] });
  const ask = async (url: string) => (await house.ask({ method: "GET", url, headers })).json();
  expect(await ask(`/api/deals/${deal}`)).toMatchObject({ company: null, x_own_formula: null });
  expect((await ask("/api/deals/totals?group=company")).data).toMatchObject([{ group: null }]);
  const found = async (filter: object) =>
    (await ask(`/api/deals?filter=${encodeURIComponent(JSON.stringify(filter))}`)).data.length;
  expect(await found({ field: "company", op: "is", value: company })).toBe(0);
  expect(await found({ field: "company", op: "in", value: [company] })).toBe(0);
  expect(await found({ field: "company", op: "not_empty" })).toBe(0);
  expect(await found({ field: "competitors", op: "has", value: company })).toBe(0);
  expect(await found({ field: "competitors", op: "empty" })).toBe(1);
  expect((await ask(`/api/deals/${deal}/history`)).data.length).toBeGreaterThan(0);
});

/** Everything may be read, but of each record no field; what is computed from them must go by itself. */
function blinkered(): Record<string, Grant> {
  const grants: Record<string, Grant> = {};
  for (const object of house.runtime.catalogue.objects.values()) {
    const stored = Object.entries(object.fields).filter(([, field]) => !isComputed(field));
    const names = stored.map(([name]) => name).filter((name) => name !== "id");
    grants[object.name] = { ...seen, fields: Object.fromEntries(names.map((name) => [name, "hidden"])) };
  }
  return grants;
}

function pryingInto(object: CatalogueObject): string[] {
  const list = `/api/${object.plural}`;
  const names = Object.keys(object.fields).filter((name) => name !== "id");
  const paths = names.flatMap((name) => {
    const field = object.fields[name];
    return field?.type === "link" ? [name, `${name}.created_at`] : [name];
  });
  const related = Object.keys(object.related).map((one) => ({ related: one, count: { op: "gt", value: 0 } }));
  return [
    ...paths.flatMap((path) => [
      `${list}?sort=${path}`,
      `${list}?fields=${path}`,
      `${list}?filter=${encodeURIComponent(JSON.stringify({ field: path, op: "not_empty" }))}`,
      `${list}/totals?group=${path}`,
      `${list}/totals?sum=${path}`,
      `/api/exports/${object.plural}?sort=${path}`,
    ]),
    ...related.map((filter) => `${list}?filter=${encodeURIComponent(JSON.stringify(filter))}`),
  ];
}

test("CVE-2026-41160: who may only read changes nothing on any route", async () => {
  const { headers } = await somebody(house, "Reader", { objects: { "*": seen }, permissions: everyday });
  expect(await walk({ headers, hidden: [] })).toEqual([]);
}, 240_000);
