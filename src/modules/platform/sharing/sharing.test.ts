import { beforeAll, beforeEach, expect, test } from "vitest";
import { visibleWhere } from "#records";
import { type Grant, noGrant, type RoleGrants } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { type Somebody, somebody, somebodySignedIn } from "../../../../test/somebody.ts";

let house: FrontDoor;
let maria: Somebody;
let ivan: Somebody;
let company: string;

const seen: Grant = { ...noGrant, read: "all" };
const works: Grant = { read: "own", change: "own", delete: "own", create: true, export: true, bulk: true };
const customers = { party: works, company: works, person: works };
const hanging = { contact_point: { ...works, read: "all", change: "all" } as const, note: works };
const rightsOf = (objects: Record<string, Grant> = {}, permissions = ["records:share"]): RoleGrants => ({
  objects: { user: seen, team: seen, ...customers, ...hanging, ...objects },
  permissions,
});

beforeAll(async () => {
  house = await openFrontDoor();
});

beforeEach(async () => {
  maria = await somebody(house, "Maria", rightsOf());
  ivan = await somebody(house, "Ivan", rightsOf());
  company = (await ask(maria, "POST", "/api/companies", { name: "Kestrel Ltd" })).body.id;
});

async function ask(
  who: Somebody,
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  payload?: object,
) {
  const answer = await house.ask({ method, url, headers: who.headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

const share = (who: Somebody, body: object, record = `companies/${company}`) =>
  ask(who, "PUT", `/api/${record}/shares`, body);
const statusFor = async (who: Somebody, url = `/api/companies/${company}`) =>
  (await ask(who, "GET", url)).status;

test("what was shared for reading is read everywhere and changed nowhere, until it is so no longer", async () => {
  await ask(maria, "POST", "/api/contact-points", { party: company, kind: "email", value: "k@example.com" });
  expect(await statusFor(ivan)).toBe(404);
  const made = await share(maria, { user: ivan.id, access: "read" });
  expect(made).toMatchObject({
    status: 200,
    body: { access: "read", user: { id: ivan.id }, by: { id: maria.id } },
  });
  for (const url of [
    `/api/companies/${company}`,
    `/api/parties/${company}`,
    `/api/companies/${company}/history`,
    `/api/companies/${company}/shares`,
  ])
    expect([url, await statusFor(ivan, url)]).toEqual([url, 200]);
  for (const url of [
    "/api/companies",
    "/api/parties",
    "/api/search?q=kestrel",
    `/api/contact-points?filter=${encodeURIComponent('value contains "k@example"')}`,
  ])
    expect(JSON.stringify((await ask(ivan, "GET", url)).body.data)).toContain("estrel");
  expect((await ask(ivan, "GET", "/api/companies/totals")).body.data).toMatchObject([{ count: 1 }]);
  expect((await house.ask({ url: "/api/exports/companies", headers: ivan.headers })).body).toContain(
    "Kestrel",
  );
  expect((await ask(ivan, "PATCH", `/api/companies/${company}`, { name: "Taken" })).status).toBe(403);
  expect((await ask(ivan, "DELETE", `/api/companies/${company}`)).status).toBe(403);
  await ask(maria, "DELETE", `/api/companies/${company}/shares/${made.body.id}`);
  expect(await statusFor(ivan)).toBe(404);
  expect((await ask(ivan, "GET", "/api/companies")).body.data).toEqual([]);
});

test("what was shared for changing is changed, with what hangs on it, and not archived", async () => {
  await share(maria, { user: ivan.id, access: "change" });
  expect((await ask(ivan, "PATCH", `/api/companies/${company}`, { name: "Kestrel & Co" })).status).toBe(200);
  const point = { party: company, kind: "email", value: "ivan@kestrel.example" };
  expect((await ask(ivan, "POST", "/api/contact-points", point)).status).toBe(201);
  const bulk = { ids: [company], change: { name: "In bulk" } };
  expect((await ask(ivan, "POST", "/api/companies/bulk", bulk)).body).toMatchObject({ changed: 1 });
  expect((await ask(ivan, "DELETE", `/api/companies/${company}`)).status).toBe(403);
  await share(maria, { user: ivan.id, access: "read" });
  expect((await ask(ivan, "PATCH", `/api/companies/${company}`, { name: "No more" })).status).toBe(403);
});

test("a share reaches one whose roles grant nothing on such records, and nothing but the record shared", async () => {
  const guest = await somebodySignedIn(house, "Guest", { objects: {}, permissions: [] });
  const other = (await ask(maria, "POST", "/api/companies", { name: "Osprey Ltd" })).body.id;
  await share(maria, { user: guest.id, access: "read" });
  expect(await statusFor(guest)).toBe(200);
  expect(await statusFor(guest, `/api/companies/${other}`)).toBe(404);
  expect((await ask(guest, "GET", "/api/search?q=kestrel")).body.data).toMatchObject([{ id: company }]);
  expect((await ask(guest, "GET", "/api/companies?count=true")).body).toMatchObject({ count: { value: 1 } });
  expect(Object.keys((await ask(guest, "GET", "/api/metadata")).body.objects).sort()).toEqual([
    "company",
    "party",
  ]);
  expect((await ask(guest, "POST", "/api/companies", { name: "Mine" })).status).toBe(403);
  expect((await house.ask({ url: "/api/exports/companies", headers: guest.headers })).statusCode).toBe(403);
});

test("a team means those in it, in the teams below it, and who leads these; not those above", async () => {
  const { database } = house.runtime;
  const team = async (name: string, parent_id: string | null, manager_id: string | null = null) =>
    (
      await database
        .insertInto("teams")
        .values({ name, parent_id, manager_id })
        .returning("id")
        .executeTakeFirstOrThrow()
    ).id;
  const top = await team("All", null);
  const north = await team("North", top);
  const west = await team("North-west", north, ivan.id);
  const within = await somebody(house, "Within", rightsOf(), { teamId: west });
  const above = await somebody(house, "Above", rightsOf(), { teamId: top });
  expect(await share(maria, { team: north, access: "read" })).toMatchObject({
    body: { team: { title: "North" } },
  });
  expect([await statusFor(ivan), await statusFor(within), await statusFor(above)]).toEqual([200, 200, 404]);
  await database.updateTable("users").set({ team_id: top }).where("id", "=", within.id).execute();
  house.runtime.recheckAccess();
  expect(await statusFor(within)).toBe(404);
});

test("nobody gives more than their roles allow them, nor passes on what was shared with them", async () => {
  const reader = await somebody(house, "Reader", rightsOf({ company: seen, party: seen }));
  const peter = await somebody(house, "Peter", rightsOf());
  expect((await share(reader, { user: peter.id, access: "change" })).body.code).toBe("rights_exceeded");
  expect((await share(reader, { user: peter.id, access: "read" })).status).toBe(200);
  await share(maria, { user: ivan.id, access: "change" });
  const third = await somebody(house, "Third", rightsOf());
  expect((await share(ivan, { user: third.id, access: "read" })).body.code).toBe("rights_exceeded");
  const silent = await somebody(house, "Silent", rightsOf({ company: seen, party: seen }, []));
  expect((await share(silent, { user: third.id, access: "read" })).status).toBe(403);
});

test("nobody shows by a share a field that they do not see themselves", async () => {
  const hiding = { ...works, fields: { website: "hidden" } } as const;
  const blinkered = await somebody(house, "Blinkered", rightsOf({ company: hiding }));
  const own = (await ask(blinkered, "POST", "/api/companies", { name: "Half seen" })).body.id;
  const likewise = await somebody(house, "Likewise", rightsOf({ company: hiding }));
  const boss = await somebody(house, "Boss", rightsOf({ company: seen, party: seen }));
  const give = (who: Somebody) => share(blinkered, { user: who.id, access: "read" }, `companies/${own}`);
  expect((await give(ivan)).body.code).toBe("share_shows_hidden");
  expect((await give(likewise)).status).toBe(200);
  expect((await give(boss)).status).toBe(200);
  expect(await statusFor(ivan, `/api/companies/${own}`)).toBe(404);
});

test("who comes to see a field no more gives it no more: their receivers lose it on that record, and on no other", async () => {
  const { database } = house.runtime;
  const website = "https://numbat.example";
  await ask(maria, "PATCH", `/api/companies/${company}`, { website });
  const own = (
    await ask(ivan, "POST", "/api/companies", { name: "Ivan's", website: "https://wombat.example" })
  ).body.id;
  await share(maria, { user: ivan.id, access: "change" });
  const websiteOf = async (id: string) => (await ask(ivan, "GET", `/api/companies/${id}`)).body.website;
  const sites = async () =>
    (
      await ask(
        ivan,
        "GET",
        `/api/companies?filter=${encodeURIComponent('website contains "example"')}&sort=name`,
      )
    ).body.data.map(({ id }: { id: string }) => id);
  expect([await websiteOf(company), await websiteOf(own), await sites()]).toEqual([
    website,
    "https://wombat.example",
    [own, company],
  ]);
  const limit = async (fields: NonNullable<Grant["fields"]>) => {
    const grants = JSON.stringify(rightsOf({ company: { ...works, fields } }));
    const of = database.selectFrom("user_roles").select("role_id").where("user_id", "=", maria.id);
    await database.updateTable("roles").set({ grants }).where("id", "in", of).execute();
    house.runtime.recheckAccess();
  };
  await limit({ website: "hidden" });
  expect([await websiteOf(company), await websiteOf(own), await sites()]).toEqual([
    undefined,
    "https://wombat.example",
    [own],
  ]);
  expect(JSON.stringify((await ask(ivan, "GET", `/api/companies/${company}/history`)).body)).not.toContain(
    "kestrel.example",
  );
  expect((await ask(ivan, "GET", "/api/search?q=numbat")).body.data).toEqual([]);
  expect((await ask(ivan, "GET", "/api/search?q=wombat")).body.data).toMatchObject([{ id: own }]);
  const change = () => ask(ivan, "PATCH", `/api/companies/${company}`, { website: "https://other.example" });
  expect((await change()).body.code).toBe("field_read_only");
  await limit({ website: "read_only" });
  expect([await websiteOf(company), (await change()).body.code]).toEqual([website, "field_read_only"]);
  expect((await ask(ivan, "PATCH", `/api/companies/${own}`, { website: "https://new.example" })).status).toBe(
    200,
  );
  // Another who shares it, too, gives what they see.
  await limit({ website: "hidden" });
  const team = (
    await database.insertInto("teams").values({ name: "North" }).returning("id").executeTakeFirstOrThrow()
  ).id;
  await database.updateTable("users").set({ team_id: team }).where("id", "=", ivan.id).execute();
  const boss = await somebody(house, "Boss", rightsOf({ company: seen, party: seen }));
  expect((await share(boss, { team, access: "read" })).status).toBe(200);
  expect(await websiteOf(company)).toBe(website);
});

test("a share is ended by who gave it, who got it and who may change the record; by nobody else", async () => {
  const { id } = (await share(maria, { user: ivan.id, access: "read" })).body;
  const url = `/api/companies/${company}/shares/${id}`;
  const reader = await somebody(house, "Reader", rightsOf({ company: seen, party: seen }));
  const stranger = await somebody(house, "Stranger", rightsOf());
  expect((await ask(reader, "DELETE", url)).status).toBe(403);
  expect((await ask(stranger, "DELETE", url)).status).toBe(404);
  const listed = (await ask(reader, "GET", `/api/companies/${company}/shares`)).body;
  expect(listed).toMatchObject({ most: "read", data: [{ endable: false }] });
  expect((await ask(ivan, "DELETE", url)).status).toBe(204);
  expect((await ask(maria, "DELETE", url)).status).toBe(404);
});

test("a share that ended is given back, unless somebody has shared it with them otherwise since", async () => {
  const given = { user: ivan.id, access: "change" };
  const end = async (id: string) =>
    (await ask(maria, "DELETE", `/api/companies/${company}/shares/${id}`)).status;
  expect(await end((await share(maria, given)).body.id)).toBe(204);
  const back = await share(maria, { ...given, anew: true });
  expect(back).toMatchObject({ status: 200, body: { access: "change" } });
  expect(await end(back.body.id)).toBe(204);
  await share(maria, { ...given, access: "read" });
  expect(await share(maria, { ...given, anew: true })).toMatchObject({
    status: 409,
    body: { code: "already_done" },
  });
  const { data } = (await ask(maria, "GET", `/api/companies/${company}/shares`)).body;
  expect(data).toMatchObject([{ access: "read" }]);
});

test("the receiver is told, by a title that they may read", async () => {
  await share(maria, { user: ivan.id, access: "read" });
  await share(maria, { user: ivan.id, access: "read" });
  const { data } = (await ask(ivan, "GET", "/api/notifications")).body;
  expect(data).toMatchObject([
    {
      kind: "record_shared",
      object: "company",
      recordId: company,
      params: { title: "Kestrel Ltd", by: "Maria" },
    },
  ]);
  expect(data).toHaveLength(1);
});

test("only what has rights of its own is shared, and only with who is there", async () => {
  const point = await ask(maria, "POST", "/api/contact-points", {
    party: company,
    kind: "email",
    value: "x@example.com",
  });
  expect(
    (await share(maria, { user: ivan.id, access: "read" }, `contact-points/${point.body.id}`)).status,
  ).toBe(404);
  expect((await share(maria, { user: maria.id, access: "read" }, `users/${maria.id}`)).status).toBe(404);
  expect((await share(maria, { user: company, access: "read" })).body).toMatchObject({
    code: "link_not_found",
    field: "user",
  });
  expect((await share(maria, { team: company, access: "read" })).body).toMatchObject({
    code: "link_not_found",
    field: "team",
  });
  expect((await share(maria, { access: "read" })).status).toBe(422);
  expect((await share(maria, { user: ivan.id, team: company, access: "read" })).status).toBe(422);
  expect((await share(maria, { user: ivan.id, access: "delete" })).status).toBe(422);
});

test("a key reaches what was shared with its user only where its role has to do with such records", async () => {
  await share(maria, { user: ivan.id, access: "change" });
  const actor = await house.runtime.actorOf(ivan.id);
  const { createApiKey } = await import("../keys/making.ts");
  const keyOf = async (name: string, objects: Record<string, Grant>): Promise<Somebody> => {
    const { id: role } = await house.runtime.database
      .insertInto("roles")
      .values({ name, grants: JSON.stringify({ objects, permissions: [] }) })
      .returning("id")
      .executeTakeFirstOrThrow();
    const { key } = await house.runtime.run(actor!, "api", (work) => createApiKey(work, { name, role }));
    return { id: ivan.id, headers: { authorization: `Bearer ${key}` } };
  };
  const reading = { ...noGrant, read: "own" } as const;
  const reader = await keyOf("Reads", { company: reading, party: reading });
  const nothing = await keyOf("Nothing", { user: { ...noGrant, read: "own" } });
  expect([await statusFor(reader), await statusFor(nothing)]).toEqual([200, 404]);
  expect((await ask(reader, "PATCH", `/api/companies/${company}`, { name: "By key" })).status).toBe(403);
});

test("who has nothing shared with them pays nothing for it in any query", async () => {
  const conditionFor = async (who: Somebody) => {
    const actor = await house.runtime.actorOf(who.id);
    return house.runtime.read(
      actor!,
      "api",
      async (work) => visibleWhere(work, "company", "t").compile(work.db).sql,
    );
  };
  expect(await conditionFor(ivan)).not.toContain("record_shares");
  await share(maria, { user: ivan.id, access: "read" });
  expect(await conditionFor(ivan)).toContain("record_shares");
});
