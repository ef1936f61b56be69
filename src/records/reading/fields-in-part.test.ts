import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { type Somebody, somebody } from "../../../test/somebody.ts";
import { addUp, type Grant, type Limit, noGrant, type Reach, type RoleGrants } from "../contract/index.ts";
import { history, list } from "../index.ts";
import type { Actor, Work } from "../work.ts";

// Two roles that differ in what they show: on each record one sees what any of the roles shows that reaches it.
let house: FrontDoor;
let ivan: Somebody;
let mine: string;
let theirs: string;

const far: Grant = { ...noGrant, read: "all", change: "all", export: true, fields: { website: "hidden" } };
const near: Grant = { ...noGrant, read: "own", change: "own", create: true };
const role = (company: Grant, more: Record<string, Grant> = {}): RoleGrants => ({
  objects: { "*": { ...noGrant, read: "all", change: "all", create: true }, company, ...more },
  permissions: [],
});

beforeAll(async () => {
  house = await openFrontDoor([], { rateLimits: { caller: 1e9, publicChange: 1e9 } });
  ivan = await withRoles("Ivan", role(far), role(near));
  const make = async (name: string, website: string, owner: string | null) =>
    (await asOwner("POST", "/api/companies", { name, website, owner })).id as string;
  mine = await make("Mine", "https://mine.example", ivan.id);
  theirs = await make("Theirs", "https://theirs.example", null);
  for (const id of [mine, theirs])
    await asOwner("PATCH", `/api/companies/${id}`, { website: `https://${id}.example` });
  const stage = await aStage();
  await asOwner("POST", "/api/deals", { name: "With theirs", company: theirs, ...stage });
  await asOwner("POST", "/api/deals", { name: "With mine", company: mine, ...stage });
});

async function aStage() {
  const pipeline = (await asOwner("POST", "/api/pipelines", { name: "Sales" })).id;
  return { pipeline, stage: (await asOwner("POST", "/api/stages", { name: "First", pipeline })).id };
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

async function ask(headers: Readonly<Record<string, string>>, method: Method, url: string, payload?: object) {
  const answer = await house.ask({ method, url, headers, ...(payload && { payload }) });
  const isJson = String(answer.headers["content-type"]).includes("json");
  return { status: answer.statusCode, text: answer.body, body: isJson ? answer.json() : undefined };
}

async function asOwner(method: Method, url: string, payload?: object) {
  const { status, text, body } = await ask({ cookie: house.cookie }, method, url, payload);
  expect(status, text).toBeLessThan(300);
  return body;
}

/** Somebody with a key that allows all, who has these roles together. */
async function withRoles(name: string, ...roles: readonly RoleGrants[]): Promise<Somebody> {
  const all: Grant = { read: "all", change: "all", delete: "all", create: true, export: true, bulk: true };
  const one = await somebody(house, name, { objects: { "*": all }, permissions: [] });
  const roleIds: string[] = [];
  for (const [index, grants] of roles.entries())
    roleIds.push((await asOwner("POST", "/api/role-grants", { name: `${name} ${index}`, grants })).id);
  await asOwner("PUT", `/api/users/${one.id}/roles`, { roleIds });
  return one;
}

const asIvan = (method: Method, url: string, payload?: object) => ask(ivan.headers, method, url, payload);
const seen = async (url: string) => (await asIvan("GET", url)).body;
const filtered = (filter: string) => `/api/companies?filter=${encodeURIComponent(filter)}`;

describe("a field that a narrower role frees is seen on what that role reaches, and nowhere else", () => {
  test("in a record, a list, behind a link, in an export and in the metadata", async () => {
    expect(await seen(`/api/companies/${mine}`)).toHaveProperty("website", `https://${mine}.example`);
    expect(await seen(`/api/companies/${theirs}`)).not.toHaveProperty("website");
    const { data } = await seen("/api/companies?fields=name,website&sort=name");
    expect(data).toMatchObject([{ name: "Mine", website: `https://${mine}.example` }, { name: "Theirs" }]);
    expect(data[1]).not.toHaveProperty("website");
    const deals = (await seen("/api/deals?fields=name,company.website&sort=name")).data;
    expect(deals.map(({ company }: { company: object }) => "website" in company)).toEqual([true, false]);
    const file = (await asIvan("GET", "/api/exports/companies?fields=name,website&sort=name")).text;
    expect(file).toContain(`Mine,https://${mine}.example`);
    expect(file).not.toContain(theirs);
    expect((await seen("/api/metadata")).objects.company.fields).toHaveProperty("website");
  });

  test("in filters, also through links and negated, in orders, totals and search, where it reads as empty elsewhere", async () => {
    const names = async (url: string) => (await seen(url)).data.map(({ name }: { name: string }) => name);
    expect(await names(filtered(`website contains "${mine}"`))).toEqual(["Mine"]);
    expect(await names(filtered(`website contains "${theirs}"`))).toEqual([]);
    expect(await names(filtered('website contains "example"'))).toEqual(["Mine"]);
    expect(await names(filtered("website is empty"))).toEqual(["Theirs"]);
    expect(await names(filtered(`not (website contains "${theirs}")`))).toEqual(["Mine", "Theirs"]);
    const through = `/api/deals?filter=${encodeURIComponent('company.website contains "example"')}`;
    expect(await names(through)).toEqual(["With mine"]);
    for (const sort of ["website,name", "-website,name"]) {
      expect(await names(`/api/companies?sort=${sort}`)).toEqual(["Mine", "Theirs"]);
      const { data, next } = await seen(`/api/companies?sort=${sort}&limit=1`);
      expect(data[0].name).toBe("Mine");
      expect(await names(`/api/companies?sort=${sort}&cursor=${next}`)).toEqual(["Theirs"]);
    }
    const groups = (await seen("/api/companies/totals?group=website")).data;
    expect(groups.map(({ group, count }: { group: string; count: number }) => [group, count]).sort()).toEqual(
      [
        [`https://${mine}.example`, 1],
        [null, 1],
      ].sort(),
    );
    expect(await names(`/api/companies?search=${mine.slice(-12)}`)).toEqual(["Mine"]);
    expect(await names(`/api/companies?search=${theirs.slice(-12)}`)).toEqual([]);
    const found = (await seen(`/api/search?q=${mine.slice(-12)}`)).data;
    expect(found).toMatchObject([{ id: mine, matches: [{ field: "website" }] }]);
    expect((await seen(`/api/search?q=${theirs.slice(-12)}`)).data).toEqual([]);
    expect((await asIvan("GET", "/api/search?q=theirs")).text).not.toContain(`${theirs}.example`);
  });

  test("in the history, and in what is said of one's rights", async () => {
    const told = async (id: string) =>
      (await seen(`/api/companies/${id}/history`)).data.flatMap((one: { changes: object }) =>
        Object.keys(one.changes),
      );
    expect(await told(mine)).toContain("website");
    expect(await told(theirs)).not.toContain("website");
    const hidden = async (id: string) =>
      (await asOwner("GET", `/api/companies/${id}/access?user=${ivan.id}`)).hidden;
    expect(await hidden(mine)).not.toContain("website");
    expect(await hidden(theirs)).toContain("website");
  });

  test("it is changed there alone, singly and in bulk, and what stands there cannot be guessed at", async () => {
    const change = (id: string, website: string) => asIvan("PATCH", `/api/companies/${id}`, { website });
    expect((await change(mine, `https://${mine}.example`)).status).toBe(200);
    for (const website of ["https://other.example", `https://${theirs}.example`])
      expect((await change(theirs, website)).body).toMatchObject({
        code: "field_read_only",
        field: "website",
      });
    const both = await asIvan("POST", "/api/batch", {
      operations: [
        { op: "update", object: "company", id: mine, values: { name: "Mine" } },
        { op: "update", object: "company", id: theirs, values: { website: "https://other.example" } },
      ],
    });
    expect(both.text).not.toContain('"status":200,"id":"' + theirs);
    expect((await asOwner("GET", `/api/companies/${theirs}`)).website).toBe(`https://${theirs}.example`);
    const made = await asIvan("POST", "/api/companies", { name: "New", website: "https://new.example" });
    expect([made.status, made.body.website]).toEqual([201, "https://new.example"]);
    await asOwner("DELETE", `/api/companies/${made.body.id}`);
  });

  test("it goes with the record to whose it becomes", async () => {
    await asOwner("PATCH", `/api/companies/${theirs}`, { owner: ivan.id });
    expect(await seen(`/api/companies/${theirs}`)).toHaveProperty("website");
    await asOwner("PATCH", `/api/companies/${theirs}`, { owner: null });
    expect(await seen(`/api/companies/${theirs}`)).not.toHaveProperty("website");
  });

  test("a party shows no more of it than the company that it is", async () => {
    expect(await seen(`/api/parties/${mine}`)).toHaveProperty("website");
    expect(await seen(`/api/parties/${theirs}`)).not.toHaveProperty("website");
  });

  test("an address that repeats it is seen with it", async () => {
    for (const party of [mine, theirs])
      await asOwner("POST", "/api/contact-points", {
        party,
        kind: "website",
        value: "https://repeated.example",
      });
    const points = async () =>
      (await seen("/api/contact-points?fields=value,party")).data.map(
        ({ party }: { party: { id: string } }) => party.id,
      );
    expect(await points()).toEqual([mine]);
  });

  test("nobody gives another what they have on some records only", async () => {
    const giver = await withRoles("Giver", role({ ...far, read: "all" }), role(near));
    const wide = { name: "Wide", grants: { objects: { company: { ...far, fields: {} } }, permissions: [] } };
    const headers = giver.headers;
    expect((await ask(headers, "POST", "/api/role-grants", wide)).status).toBe(403);
  });
});

describe("whatever two roles say", () => {
  const reaches = fc.constantFrom<Reach>("none", "own", "team", "all");
  const limits = fc.constantFrom<Limit | undefined>(undefined, "hidden", "read_only");
  const grants = fc.record({ read: reaches, change: reaches, limit: limits }).map(
    ({ read, change, limit }): Grant => ({
      ...noGrant,
      read,
      change,
      ...(limit && { fields: { website: limit } }),
    }),
  );

  async function shown(grantsOfRoles: readonly Grant[]) {
    const base = await house.runtime.actorOf(ivan.id);
    if (!base) throw new Error("nobody");
    const rights = addUp(grantsOfRoles.map((company) => ({ objects: { company }, permissions: [] })));
    const actor: Actor = { ...base, rights };
    return house.runtime.read(actor, "api", async (work) => {
      if (rights.objects["company"]?.read === "none")
        return { fields: new Map<string, unknown>(), found: [], told: [] };
      const { data } = await list(work, "company", { limit: 100 });
      const by = async (filter: string) =>
        (await list(work, "company", { filter, limit: 100 })).data.map(({ id }) => id).sort();
      const told: string[] = [];
      for (const { id } of data) if (await tellsWebsite(work, id)) told.push(id);
      return {
        fields: new Map(data.map(({ id, website }) => [id, website])),
        found:
          rights.objects["company"]?.fields?.["website"] === "hidden" && !hasFreed(rights)
            ? []
            : await by('website contains "example"'),
        told: told.sort(),
      };
    });
  }

  const hasFreed = (rights: ReturnType<typeof addUp>) =>
    rights.objects["company"]?.freed?.["website"]?.read !== undefined;

  async function tellsWebsite(work: Work, id: string): Promise<boolean> {
    return (await history(work, "company", id)).some(({ changes }) => "website" in changes);
  }

  test("one sees of each record what one of them shows, no more and no less: read, filtered, told by the history", async () => {
    let differed = 0;
    await fc.assert(
      fc.asyncProperty(grants, grants, async (one, other) => {
        const [left, right, both] = [await shown([one]), await shown([other]), await shown([one, other])];
        const ids = new Set([...left.fields.keys(), ...right.fields.keys()]);
        expect([...both.fields.keys()].sort()).toEqual([...ids].sort());
        for (const id of ids) expect(both.fields.get(id)).toBe(left.fields.get(id) ?? right.fields.get(id));
        const union = (key: "found" | "told") => [...new Set([...left[key], ...right[key]])].sort();
        expect(both.found).toEqual(union("found"));
        expect(both.told).toEqual(union("told"));
        const values = [...both.fields.values()];
        if (values.some((value) => value === undefined) && values.some((value) => value !== undefined))
          differed++;
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(differed).toBeGreaterThan(3);
  });
});
