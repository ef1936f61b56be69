import { sql } from "kysely";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { fullGrant, type Grant, noGrant, type RoleGrants } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { listenAt, until } from "../../../../test/live-stream.ts";
import { type Somebody, somebody, somebodySignedIn } from "../../../../test/somebody.ts";

let house: FrontDoor;
let admin: Somebody;
let ivan: Somebody;
let his: string;
let others: string;

const own: Grant = { ...fullGrant, read: "own", change: "own", delete: "own" };
const everything: RoleGrants = { objects: { "*": fullGrant }, permissions: ["*"] };
const seller: RoleGrants = {
  objects: { company: own, party: own, user: { ...noGrant, read: "all" } },
  permissions: ["records:share"],
};

beforeAll(async () => {
  house = await openFrontDoor();
});

beforeEach(async () => {
  admin = await somebodySignedIn(house, "Anna", everything);
  ivan = await somebodySignedIn(house, "Ivan", seller);
  his = (await ask(ivan, "POST", "/api/companies", { name: "His" })).body.id;
  others = (await ask(admin, "POST", "/api/companies", { name: "Hers" })).body.id;
});

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

async function ask(who: Somebody, method: Method, url: string, payload?: object) {
  const answer = await house.ask({ method, url, headers: who.headers, ...(payload ? { payload } : {}) });
  const isJson = String(answer.headers["content-type"]).includes("json");
  return { status: answer.statusCode, body: isJson ? answer.json() : answer.body };
}

const viewAs = (who: Somebody, user: Somebody) => ask(who, "POST", "/api/view-as", { userId: user.id });

test("an administrator sees what the user sees, and as whom, until they go on as themselves", async () => {
  expect((await viewAs(admin, ivan)).status).toBe(201);
  const me = (await ask(admin, "GET", "/api/me")).body;
  expect(me).toMatchObject({
    user: { id: ivan.id },
    viewing: { by: { id: admin.id, title: "Anna" }, over: false },
  });
  expect(me.rights).toEqual((await ask(ivan, "GET", "/api/me")).body.rights);
  for (const url of [
    "/api/companies",
    "/api/metadata",
    "/api/search?q=h",
    "/api/notifications",
    "/api/role-grants",
  ])
    expect((await ask(admin, "GET", url)).body).toEqual((await ask(ivan, "GET", url)).body);
  const mine = encodeURIComponent(JSON.stringify({ field: "owner", op: "is", value: { me: true } }));
  expect((await ask(admin, "GET", `/api/companies?filter=${mine}`)).body.data).toMatchObject([{ id: his }]);
  expect((await ask(admin, "GET", `/api/companies/${others}`)).status).toBe(404);
  expect((await ask(admin, "DELETE", "/api/view-as")).status).toBe(204);
  expect((await ask(admin, "GET", "/api/me")).body).toMatchObject({ user: { id: admin.id }, viewing: null });
  expect((await ask(admin, "GET", `/api/companies/${others}`)).status).toBe(200);
  expect((await ask(admin, "PATCH", `/api/companies/${his}`, { name: "Theirs" })).status).toBe(200);
});

test("nothing is changed while one looks, neither the user's nor one's own", async () => {
  await viewAs(admin, ivan);
  const tries: [Method, string, object?][] = [
    ["PATCH", `/api/companies/${his}`, { name: "Changed" }],
    ["POST", "/api/companies", { name: "New" }],
    ["DELETE", `/api/companies/${his}`],
    ["PUT", "/api/me/preferences", {}],
    ["PUT", "/api/me/password", { current: "a long and quiet river", password: "another quiet river" }],
    ["DELETE", "/api/me/sessions"],
    ["POST", "/api/view-as", { userId: admin.id }],
    ["POST", "/api/files"],
  ];
  for (const [method, url, body] of tries)
    expect([url, (await ask(admin, method, url, body)).body.code]).toEqual([url, "viewing_only"]);
  expect((await ask(ivan, "GET", `/api/companies/${his}`)).body.name).toBe("His");
});

test("after an hour it is over: one is oneself again, and changes nothing before having ended it", async () => {
  const begun = await viewAs(admin, ivan);
  const hour = Date.parse(begun.body.until) - Date.now();
  expect(hour).toBeGreaterThan(59 * 60_000);
  expect(hour).toBeLessThanOrEqual(60 * 60_000);
  await sql`update viewings set ends_at = now() where ended_at is null`.execute(house.runtime.database);
  house.runtime.recheckAccess();
  expect((await ask(admin, "GET", "/api/me")).body).toMatchObject({
    user: { id: admin.id },
    viewing: { over: true },
  });
  expect((await ask(admin, "DELETE", `/api/companies/${his}`)).body.code).toBe("viewing_over");
  await ask(admin, "DELETE", "/api/view-as");
  expect((await ask(admin, "DELETE", `/api/companies/${his}`)).status).toBe(204);
});

test("it takes a session, the permission, and every right that the other has over all that they see", async () => {
  const permission = "users:view_as";
  const key = await somebody(house, "Key", everything);
  const unasked = await somebodySignedIn(house, "Unasked", { ...everything, permissions: ["users:manage"] });
  const alike = await somebodySignedIn(house, "Alike", {
    ...seller,
    permissions: [permission, "records:share"],
  });
  const seesAll = { company: fullGrant, party: fullGrant, user: fullGrant };
  const lesser = await somebodySignedIn(house, "Lesser", { objects: seesAll, permissions: [permission] });
  const enough = { objects: seesAll, permissions: [permission, "records:share"] };
  const above = await somebodySignedIn(house, "Above", enough);
  const codeOf = async (who: Somebody, user = ivan) => (await viewAs(who, user)).body.code;
  expect(await codeOf(key)).toBe("not_allowed");
  expect(await codeOf(unasked)).toBe("not_allowed");
  expect(await codeOf(alike)).toBe("rights_exceeded");
  expect(await codeOf(lesser)).toBe("rights_exceeded");
  expect(await codeOf(above, admin)).toBe("rights_exceeded");
  expect(await codeOf(admin, admin)).toBe("not_allowed");
  expect((await ask(admin, "POST", "/api/view-as", { userId: his })).status).toBe(404);
  expect((await viewAs(above, ivan)).status).toBe(201);
});

test("who loses what it takes sees their own again at once; who is gone sees nothing", async () => {
  const boss = await somebodySignedIn(house, "Boss", everything);
  await viewAs(admin, ivan);
  await ask(boss, "PUT", `/api/users/${admin.id}/roles`, { roleIds: [] });
  expect((await ask(admin, "GET", "/api/me")).body).toMatchObject({
    user: { id: admin.id },
    viewing: { over: true },
  });
  await viewAs(boss, ivan);
  await ask({ ...boss, headers: { cookie: house.cookie } }, "POST", `/api/users/${boss.id}/deactivation`);
  expect((await ask(boss, "GET", "/api/me")).status).toBe(401);
});

test("a user who leaves is looked at no longer", async () => {
  await viewAs(admin, ivan);
  await ask({ ...admin, headers: { cookie: house.cookie } }, "POST", `/api/users/${ivan.id}/deactivation`);
  expect((await ask(admin, "GET", "/api/me")).body).toMatchObject({
    user: { id: admin.id },
    viewing: { over: true },
  });
});

test("it is told in the audit log who looked as whom, and what they took out", async () => {
  await viewAs(admin, ivan);
  expect((await ask(admin, "GET", "/api/exports/companies")).body).toContain("His");
  await ask(admin, "DELETE", "/api/view-as");
  const { rows } = await sql<{ kind: string; actor_id: string; record_id: string | null; as: string | null }>`
    select kind, actor_id, record_id, details->>'as' as as from history
    where actor_id = ${admin.id}::uuid and kind in ('view_as_begun', 'exported', 'view_as_ended') order by id`.execute(
    house.runtime.database,
  );
  expect(rows).toMatchObject([
    { kind: "view_as_begun", record_id: ivan.id },
    { kind: "exported", as: ivan.id },
    { kind: "view_as_ended", record_id: ivan.id },
  ]);
});

test("the live stream of who looks tells what the user would hear", async () => {
  const address = await house.listen();
  await viewAs(admin, ivan);
  const stream = await listenAt(address, admin.headers);
  await ask({ ...admin, headers: { cookie: house.cookie } }, "PATCH", `/api/companies/${others}`, {
    name: "Unheard",
  });
  await ask(ivan, "PATCH", `/api/companies/${his}`, { name: "Heard" });
  const heard = () => stream.changes().filter(({ data }) => data.kind === "changed");
  await until(() => heard().length > 0);
  expect(heard().flatMap(({ data }) => data.ids)).toEqual([his]);
  expect(stream.changes().flatMap(({ data }) => data.ids)).not.toContain(others);
  stream.hangUp();
});
