import { beforeAll, expect, test } from "vitest";
import { type Grant, noGrant, type Reach, type RoleGrants } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { type Somebody, somebodySignedIn } from "../../../../test/somebody.ts";

let house: FrontDoor;

beforeAll(async () => {
  house = await openFrontDoor();
});

async function ask(
  headers: Somebody["headers"],
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  payload?: object,
) {
  const answer = await house.ask({ method, url, headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

const asOwner = async (method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, payload?: object) =>
  ask({ cookie: house.cookie }, method, url, payload);

const explained = async (record: string, user: Somebody) =>
  (await asOwner("GET", `/api/${record}/access?user=${user.id}`)).body;

const seen: Grant = { ...noGrant, read: "all" };
const reaching = (read: Reach, change: Reach, remove: Reach): Grant => ({
  ...noGrant,
  read,
  change,
  delete: remove,
});

function roleOn(grant: Grant, hanging: Grant = reaching("all", "all", "all")): RoleGrants {
  return {
    objects: { company: grant, party: grant, note: hanging, contact_point: hanging, deal: grant },
    permissions: [],
  };
}

async function giveAlso(user: Somebody, name: string, grants: RoleGrants): Promise<void> {
  const role = (await asOwner("POST", "/api/role-grants", { name, grants })).body.id;
  const { data } = (await asOwner("GET", "/api/users?fields=roles&limit=200")).body;
  const has = data
    .find((one: { id: string }) => one.id === user.id)
    .roles.map((one: { id: string }) => one.id);
  const given = await asOwner("PUT", `/api/users/${user.id}/roles`, { roleIds: [...has, role] });
  expect(given.status).toBe(204);
}

/** What the user can do in truth, tried through the front door; what was archived is brought back. */
async function tried({ headers }: Somebody, record: string) {
  const read = (await ask(headers, "GET", `/api/${record}`)).status === 200;
  const change = (await ask(headers, "PATCH", `/api/${record}`, {})).status === 200;
  const remove = (await ask(headers, "DELETE", `/api/${record}`)).status === 204;
  if (remove) await asOwner("POST", `/api/${record}/restoration`);
  return { read, change, delete: remove };
}

test("what is explained is what is granted, over roles, reaches, teams, shares and links", async () => {
  const team = (await asOwner("POST", "/api/teams", { name: "North" })).body.id;
  const people: [string, RoleGrants][] = [
    ["Nobody", { objects: {}, permissions: [] }],
    ["Own", roleOn(reaching("own", "own", "own"))],
    ["Team", roleOn(reaching("team", "own", "none"))],
    ["All", roleOn(reaching("all", "team", "own"), seen)],
    ["Writes blindly", roleOn(reaching("none", "all", "all"))],
    ["Of notes nothing", roleOn(reaching("all", "all", "all"), noGrant)],
    ["By others", { objects: { "*": reaching("team", "all", "own") }, permissions: [] }],
  ];
  const users: Somebody[] = [];
  for (const [name, rights] of people) users.push(await somebodySignedIn(house, name, rights));
  const [nobody, own, inTeam, all] = users as [Somebody, Somebody, Somebody, Somebody];
  for (const user of [own, inTeam]) await asOwner("PATCH", `/api/users/${user.id}`, { team });
  const twofold = await somebodySignedIn(house, "Twofold", roleOn(reaching("own", "own", "none")));
  await giveAlso(twofold, "Sees all besides", roleOn(reaching("all", "none", "none")));
  users.push(twofold);
  const records: string[] = [];
  for (const [index, owner] of [own.id, inTeam.id, all.id, null].entries()) {
    const company = (await asOwner("POST", "/api/companies", { name: `Company ${index}`, owner })).body.id;
    const note = (await asOwner("POST", "/api/notes", { party: company, body: "On it" })).body.id;
    records.push(`companies/${company}`, `notes/${note}`);
  }
  const [first, , , , third, , last] = records;
  await asOwner("PUT", `/api/${third}/shares`, { user: nobody.id, access: "read" });
  await asOwner("PUT", `/api/${first}/shares`, { user: nobody.id, access: "change" });
  await asOwner("PUT", `/api/${last}/shares`, { team, access: "change" });

  let allowed = 0;
  for (const user of users) {
    for (const record of records) {
      const told = await explained(record, user);
      const says = { read: told.read.allowed, change: told.change.allowed, delete: told.delete.allowed };
      expect([user.id, record, says]).toEqual([user.id, record, await tried(user, record)]);
      for (const verdict of [told.read, told.change, told.delete]) {
        const gives = verdict.grounds.filter((one: { kind: string }) => one.kind !== "link");
        expect(gives.length > 0).toBe(verdict.allowed);
        expect(verdict.obstacles.length > 0).toBe(!verdict.allowed);
        if (verdict.allowed) allowed++;
      }
    }
  }
  expect(allowed).toBeGreaterThan(40);
  expect(allowed).toBeLessThan(users.length * records.length * 3 - 40);
});

test("it is said which role, reach, team, share or link gives it, and what is missing", async () => {
  const seller = await somebodySignedIn(house, "Seller", roleOn(reaching("own", "own", "none")));
  const owner = await somebodySignedIn(house, "Owner", roleOn(reaching("own", "own", "none")));
  const company = (await asOwner("POST", "/api/companies", { name: "Rila", owner: owner.id })).body.id;
  const note = (await asOwner("POST", "/api/notes", { party: company, body: "On it" })).body.id;
  const record = `companies/${company}`;
  expect(await explained(record, owner)).toMatchObject({
    user: { title: "Owner" },
    record: { title: "Rila", object: "company" },
    read: {
      allowed: true,
      grounds: [{ kind: "role", role: { title: "Owner" }, reach: "own", holder: { id: owner.id } }],
    },
    delete: { allowed: false, obstacles: [{ kind: "no_grant" }] },
  });
  expect((await explained(record, seller)).read.obstacles).toMatchObject([
    { kind: "reach", role: { title: "Seller" }, reach: "own", holder: { title: "Owner" } },
  ]);
  expect((await explained(`notes/${note}`, seller)).read.obstacles).toMatchObject([
    { kind: "link", link: "party", record: { id: company, title: "Rila" } },
  ]);
  expect((await explained(`notes/${note}`, owner)).read.grounds).toMatchObject([
    { kind: "role", reach: "all" },
    { kind: "link", link: "party", record: { title: "Rila" } },
  ]);
  await asOwner("PUT", `/api/${record}/shares`, { user: seller.id, access: "read" });
  const shared = await explained(record, seller);
  expect(shared.read).toMatchObject({
    allowed: true,
    grounds: [{ kind: "share", access: "read", team: null, by: { title: "Maria Ivanova" } }],
  });
  expect(shared.change).toMatchObject({ allowed: false, obstacles: [{ kind: "reach", reach: "own" }] });
  await asOwner("POST", `/api/users/${seller.id}/deactivation`);
  expect((await explained(record, seller)).read).toMatchObject({
    allowed: false,
    obstacles: [{ kind: "no_access" }],
  });
});

test("hidden fields are told, a party is explained as the company that it is, and what is kept by the product as that", async () => {
  const grant: Grant = { ...seen, fields: { website: "hidden", phone: "read_only" } };
  const reader = await somebodySignedIn(house, "Reader", {
    objects: { "*": seen, company: grant },
    permissions: [],
  });
  const company = (await asOwner("POST", "/api/companies", { name: "Pirin" })).body.id;
  const told = await explained(`parties/${company}`, reader);
  expect(told).toMatchObject({ record: { object: "company" }, hidden: ["website"], readOnly: ["phone"] });
  const stage = (await asOwner("GET", "/api/stages?limit=1")).body.data[0].id;
  expect((await explained(`stages/${stage}`, reader)).change).toMatchObject({ allowed: false });
});

test("only who manages users is told, and of nothing that they do not see themselves", async () => {
  const company = (await asOwner("POST", "/api/companies", { name: "Unseen" })).body.id;
  const personnel = await somebodySignedIn(house, "Personnel", {
    objects: { user: { ...noGrant, read: "all" } },
    permissions: ["users:manage"],
  });
  const seller = await somebodySignedIn(house, "Seller", roleOn(seen));
  const url = `/api/companies/${company}/access?user=${seller.id}`;
  expect((await ask(seller.headers, "GET", url)).status).toBe(403);
  expect((await ask(personnel.headers, "GET", url)).status).toBe(404);
  expect((await asOwner("GET", `/api/companies/${company}/access?user=${company}`)).status).toBe(404);
  expect((await asOwner("GET", `/api/companies/${company}/access`)).status).toBe(400);
});
