import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { isInside, readNetwork } from "./networks.ts";

let door: FrontDoor;
let roleId: string;
let person: string;

beforeAll(async () => {
  door = await openFrontDoor();
  const role = await door.runtime.database
    .selectFrom("roles")
    .select("id")
    .where("key", "=", "administrator")
    .executeTakeFirstOrThrow();
  roleId = role.id;
  const company = (await asOwner("POST", "/api/companies", { name: "Rila" })).json();
  person = (await asOwner("POST", "/api/people", { name: "Ana Petrova", company: company.id })).json().id;
});

function asOwner(method: "POST" | "GET" | "PUT", url: string, payload?: object) {
  return door.ask({ method, url, ...(payload && { payload }), headers: { cookie: door.cookie } });
}

afterEach(() => void vi.useRealTimers());

async function key(bounds: object): Promise<{ authorization: string }> {
  const made = await asOwner("POST", "/api/api-keys", { name: "Bound", roleId, ...bounds });
  expect(made.statusCode, made.body).toBe(201);
  return { authorization: `Bearer ${made.json().key}` };
}

async function status(
  headers: object,
  method: "GET" | "POST" | "PATCH" | "DELETE",
  url: string,
  payload?: object,
) {
  const answer = await door.ask({ method, url, ...(payload && { payload }), headers: { ...headers } });
  return answer.statusCode;
}

test("a key with scopes reads and writes what they name, and nothing else is there for it", async () => {
  const headers = await key({ scopes: ["people:read", "products:write"] });
  expect(await status(headers, "GET", "/api/people")).toBe(200);
  expect(await status(headers, "POST", "/api/people", { name: "New One" })).toBe(403);
  expect(await status(headers, "PATCH", `/api/people/${person}`, { name: "Ana P" })).toBe(403);
  expect(await status(headers, "DELETE", `/api/people/${person}`)).toBe(403);
  expect(await status(headers, "POST", "/api/products", { name: "Tea" })).toBe(201);
  expect(await status(headers, "GET", "/api/companies")).toBe(404);
  expect(await status(headers, "GET", "/api/api-keys")).toBe(403);
  const read = await door.ask({ url: `/api/people/${person}?expand=company,owner`, headers });
  expect(read.json()).toMatchObject({ name: { full: "Ana Petrova" }, company: null, owner: null });
  const metadata = (await door.ask({ url: "/api/metadata", headers })).json();
  expect(Object.keys(metadata.objects).sort()).toEqual(["person", "product"]);
});

test("a star stands for all objects, a permission for itself", async () => {
  const reader = await key({ scopes: ["*:read", "products:write"] });
  expect(await status(reader, "GET", "/api/companies")).toBe(200);
  expect(await status(reader, "POST", "/api/companies", { name: "New" })).toBe(403);
  expect(await status(reader, "POST", "/api/products", { name: "Coffee" })).toBe(201);
  const keeper = await key({ scopes: ["people:read", "*:write", "keys:manage"] });
  expect(await status(keeper, "POST", "/api/people", { name: "New One" })).toBe(201);
  expect(await status(keeper, "GET", "/api/api-keys")).toBe(200);
  expect(await status(keeper, "GET", "/api/access")).toBe(403);
});

test("CVE-2022-31168: what a key may do is never more than its maker may now, whatever its scopes say", async () => {
  const invited = await asOwner("POST", "/api/invitations", {
    name: "Ivan",
    email: "ivan@example.com",
    roleIds: [roleId],
  });
  const token = new URL(invited.json().link).hash.slice(1);
  const accepted = await door.ask({
    method: "POST",
    url: "/api/invitations/acceptances",
    payload: { token, password: "a long and quiet river" },
  });
  const cookie = accepted.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const made = await door.ask({
    method: "POST",
    url: "/api/api-keys",
    payload: { name: "Ivan's", roleId, scopes: ["*:write", "users:manage"] },
    headers: { cookie },
  });
  const headers = { authorization: `Bearer ${made.json().key}` };
  expect(await status(headers, "POST", "/api/companies", { name: "By Ivan" })).toBe(201);
  const { database } = door.runtime;
  const reader = await database
    .selectFrom("roles")
    .select("id")
    .where("key", "=", "read_only")
    .executeTakeFirstOrThrow();
  await asOwner("PUT", `/api/users/${accepted.json().userId}/roles`, { roleIds: [reader.id] });
  expect(await status(headers, "POST", "/api/companies", { name: "By Ivan" })).toBe(403);
  expect(await status(headers, "GET", "/api/access")).toBe(403);
});

test("scopes, networks and ends that are none are refused, and no key is made", async () => {
  const before = (await asOwner("GET", "/api/api-keys")).json().data.length;
  for (const [bounds, code, field] of [
    [{ scopes: ["people:delete"] }, "choice_unknown", "scopes"],
    [{ scopes: ["nothing:read"] }, "choice_unknown", "scopes"],
    [{ scopes: ["__proto__:read"] }, "choice_unknown", "scopes"],
    [{ scopes: ["*"] }, "choice_unknown", "scopes"],
    [{ scopes: [] }, "field_invalid", "scopes"],
    [{ networks: ["10.0.0.0/33"] }, "field_invalid", "networks"],
    [{ networks: ["office.example.com"] }, "field_invalid", "networks"],
    [{ networks: ["0x7f.1/8"] }, "field_invalid", "networks"],
    [{ expiresAt: "2020-01-01T00:00:00Z" }, "field_invalid", "expiresAt"],
    [{ expiresAt: "tomorrow" }, "field_invalid", "expiresAt"],
    [{ requestsPerMinute: 0 }, "field_invalid", "requestsPerMinute"],
  ] as const) {
    const answer = await asOwner("POST", "/api/api-keys", { name: "Wrong", roleId, ...bounds });
    const { code: told, field: at } = answer.json();
    expect([JSON.stringify(bounds), answer.statusCode, told, at]).toEqual([
      JSON.stringify(bounds),
      422,
      code,
      field,
    ]);
  }
  expect((await asOwner("GET", "/api/api-keys")).json().data.length).toBe(before);
});

test("a key is accepted from its networks alone, and says so elsewhere", async () => {
  const headers = await key({ networks: ["10.1.0.0/16", "2001:db8::/32", "192.0.2.7"] });
  const from = async (remoteAddress: string) => {
    const answer = await door.ask({ url: "/api/me", headers, remoteAddress });
    return [answer.statusCode, answer.statusCode === 200 ? "" : answer.json().code];
  };
  for (const inside of ["10.1.2.3", "::ffff:10.1.2.3", "2001:db8::5", "192.0.2.7"])
    expect(await from(inside)).toEqual([200, ""]);
  for (const outside of ["10.2.0.1", "127.0.0.1", "2001:db9::1", "::ffff:10.2.0.1", "192.0.2.8"])
    expect(await from(outside)).toEqual([403, "key_elsewhere"]);
  expect(readNetwork("10.1.2.3")).toBe("10.1.2.3/32");
  expect(isInside(["::/0"], "not an address")).toBe(false);
});

test("a key ends when it was to end", async () => {
  const end = Date.now() + 3_600_000;
  const headers = await key({ expiresAt: new Date(end).toISOString() });
  expect(await status(headers, "GET", "/api/me")).toBe(200);
  vi.useFakeTimers({ toFake: ["Date"], now: end - 1000 });
  expect(await status(headers, "GET", "/api/me")).toBe(200);
  vi.setSystemTime(end);
  const answer = await door.ask({ url: "/api/me", headers });
  expect([answer.statusCode, answer.json().code]).toEqual([401, "key_expired"]);
});

test("a key with a limit of its own is told what is left, and stopped beyond it", async () => {
  const headers = await key({ requestsPerMinute: 3 });
  const remaining = [];
  for (let time = 0; time < 3; time++) {
    const answer = await door.ask({ url: "/api/me", headers });
    expect(answer.headers["ratelimit-policy"]).toBe('"key";q=3;w=60');
    remaining.push(/^"key";r=(\d+);t=\d+$/.exec(String(answer.headers["ratelimit"]))?.[1]);
  }
  expect(remaining).toEqual(["2", "1", "0"]);
  const stopped = await door.ask({ url: "/api/me", headers });
  expect([stopped.statusCode, stopped.json().code]).toEqual([429, "too_many_requests"]);
  expect(stopped.headers["ratelimit"]).toMatch(/^"key";r=0;t=\d+$/);
  expect(Number(stopped.headers["retry-after"])).toBeGreaterThan(0);
  const other = await door.ask({ url: "/api/me", headers: await key({}) });
  expect(other.headers["ratelimit-policy"]).toBe('"key";q=600000;w=60');
  const screen = await door.ask({ url: "/api/me", headers: { cookie: door.cookie } });
  expect(screen.headers["ratelimit"]).toBeUndefined();
});

test("a bound key makes no other, which would be bound to less", async () => {
  for (const bounds of [{ networks: ["127.0.0.0/8"] }, { requestsPerMinute: 100 }]) {
    const headers = await key(bounds);
    expect(await status(headers, "POST", "/api/api-keys", { name: "Child", roleId })).toBe(403);
  }
  const scoped = await key({ scopes: ["people:read", "keys:manage"] });
  expect(await status(scoped, "POST", "/api/api-keys", { name: "Child", roleId })).toBe(403);
});

test("the list of keys tells what each is bound to", async () => {
  const bounds = {
    scopes: ["people:read"],
    networks: ["10.0.0.0/8"],
    expiresAt: "2099-01-01T00:00:00.000Z",
    requestsPerMinute: 60,
  };
  await key(bounds);
  expect((await asOwner("GET", "/api/api-keys")).json().data[0]).toMatchObject(bounds);
  await key({});
  const none = { scopes: null, networks: null, expiresAt: null, requestsPerMinute: null };
  expect((await asOwner("GET", "/api/api-keys")).json().data[0]).toMatchObject(none);
});
