import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { everyRight } from "../../../test/builders.ts";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { purgeRecycleBin } from "./purging.ts";

let house: FrontDoor;

beforeAll(async () => {
  house = await openFrontDoor();
});

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

async function ask(
  method: Method,
  url: string,
  payload?: object,
  headers: object = { cookie: house.cookie },
) {
  const answer = await house.ask({ method, url, headers: { ...headers }, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

async function done(method: Method, url: string, payload?: object) {
  const { status, body } = await ask(method, url, payload);
  if (status >= 300) throw new Error(`${method} ${url}: ${JSON.stringify(body)}`);
  return body;
}

const make = async (path: string, values: object): Promise<string> =>
  (await done("POST", `/api/${path}`, values)).id;

async function isAway(path: string, id: string): Promise<boolean> {
  return (await done("GET", `/api/${path}/${id}`)).archived_at !== null;
}

/** Which of these are in the bin, by name. */
async function away(records: Readonly<Record<string, readonly [string, string]>>): Promise<string[]> {
  const names: string[] = [];
  for (const [name, [path, id]] of Object.entries(records)) if (await isAway(path, id)) names.push(name);
  return names;
}

const bin = async (query = "") => (await done("GET", `/api/recycle-bin?${query}`)).data;

describe("what makes sense only with a record", () => {
  let company: string;
  let other: string;
  let deal: string;
  let all: Record<string, readonly [string, string]>;

  beforeEach(async () => {
    company = await make("companies", { name: "Acme" });
    other = await make("companies", { name: "Beta" });
    deal = await make("deals", { name: "Chairs", company });
    all = {
      phone: [
        "contact-points",
        await make("contact-points", { party: company, kind: "viber", value: "+359888123456" }),
      ],
      old: ["contact-points", await make("contact-points", { party: company, kind: "skype", value: "acme" })],
      relation: ["relations", await make("relations", { kind: "partner_of", from: company, to: other })],
      note: ["notes", await make("notes", { body: "About Acme", party: company })],
      both: ["notes", await make("notes", { body: "About the deal with Acme", party: company, deal })],
      task: ["tasks", await make("tasks", { subject: "Call Acme", party: company })],
      deal: ["deals", deal],
      role: ["deal-parties", await make("deal-parties", { deal, party: other, role: "partner" })],
    };
    await done("DELETE", `/api/contact-points/${all["old"]?.[1]}`);
  });

  test("goes into the bin with it and comes back with it; what was there before stays there", async () => {
    await done("DELETE", `/api/companies/${company}`);
    expect(await away(all)).toEqual(["phone", "old", "relation", "note", "task"]);
    await done("POST", `/api/companies/${company}/restoration`);
    expect(await away(all)).toEqual(["old"]);
  });

  test("stays as long as something else holds it", async () => {
    await done("DELETE", `/api/deals/${deal}`);
    expect(await away(all)).toEqual(["old", "deal", "role"]);
    await done("DELETE", `/api/companies/${company}`);
    expect(await away(all)).toContain("both");
  });

  test("comes back with the second of two that were both put away", async () => {
    await done("DELETE", `/api/companies/${company}`);
    await done("DELETE", `/api/companies/${other}`);
    await done("POST", `/api/companies/${company}/restoration`);
    expect(await away(all)).toContain("relation");
    await done("POST", `/api/companies/${other}/restoration`);
    expect(await away(all)).toEqual(["old"]);
  });

  test("does not come back with it once it was restored and archived on its own", async () => {
    await done("DELETE", `/api/companies/${company}`);
    const [path, id] = all["note"] ?? ["", ""];
    await done("POST", `/api/${path}/${id}/restoration`);
    await done("DELETE", `/api/${path}/${id}`);
    await done("POST", `/api/companies/${company}/restoration`);
    expect(await away(all)).toEqual(["old", "note"]);
  });

  test("goes along with many at once, in bulk", async () => {
    await done("POST", "/api/companies/bulk", { ids: [company, other], archive: true });
    expect(await away(all)).toEqual(["phone", "old", "relation", "note", "task", "role"]);
    await done("POST", "/api/companies/bulk", { ids: [company, other], restore: true });
    expect(await away(all)).toEqual(["old"]);
  });
});

describe("the recycle bin", () => {
  test("lists what was archived of all objects, by whom, with how much went along", async () => {
    const company = await make("companies", { name: "Ibex" });
    await make("notes", { body: "About Ibex", party: company });
    await make("tasks", { subject: "Call Ibex", party: company });
    const product = await make("products", { name: "Ibex chair" });
    await done("DELETE", `/api/companies/${company}`);
    await done("DELETE", `/api/products/${product}`);
    expect(await bin("search=ibex")).toMatchObject([
      { object: "product", id: product, title: "Ibex chair", along: 0, mine: true },
      { object: "company", title: "Ibex", archivedBy: { title: "Maria Ivanova" }, along: 2, mine: true },
    ]);
    expect(await bin("search=ibex&object=company")).toHaveLength(1);
    expect(await bin("by=019a0000-0000-7000-8000-00000000000a")).toEqual([]);
    const [first] = await bin("limit=1");
    const page = await done("GET", "/api/recycle-bin?limit=1");
    expect((await bin(`limit=1&before=${page.next}`))[0].id).not.toBe(first.id);
  });

  test("restores many of different objects at once, or none", async () => {
    const ids = [await make("products", { name: "One" }), await make("companies", { name: "Two" })];
    await done("DELETE", `/api/products/${ids[0]}`);
    await done("DELETE", `/api/companies/${ids[1]}`);
    const records = [
      { object: "product", id: ids[0] },
      { object: "company", id: ids[1] },
    ];
    const unknown = { object: "company", id: "019a0000-0000-7000-8000-00000000000a" };
    expect(
      (await ask("POST", "/api/recycle-bin/restoration", { records: [...records, unknown] })).status,
    ).toBe(404);
    expect(await isAway("products", ids[0] ?? "")).toBe(true);
    await done("POST", "/api/recycle-bin/restoration", { records });
    expect(await isAway("products", ids[0] ?? "")).toBe(false);
    expect(await isAway("companies", ids[1] ?? "")).toBe(false);
  });

  test("shows and restores no more than the rights allow", async () => {
    const company = await make("companies", { name: "Osprey" });
    await done("DELETE", `/api/companies/${company}`);
    const records = [{ object: "company", id: company }];
    const blind = await house.key({ objects: {}, permissions: ["*"] });
    expect((await ask("GET", "/api/recycle-bin", undefined, blind)).body.data).toEqual([]);
    expect((await ask("POST", "/api/recycle-bin/purge", { records }, blind)).status).toBe(404);
    const reader = await house.key({
      objects: { company: { ...everyRight.objects["*"], delete: "none" } as never },
      permissions: ["*"],
    });
    const [seen] = (await ask("GET", "/api/recycle-bin?search=osprey", undefined, reader)).body.data;
    expect(seen).toMatchObject({ id: company, mine: false });
    expect((await ask("POST", "/api/recycle-bin/restoration", { records }, reader)).status).toBe(403);
    expect((await ask("POST", "/api/recycle-bin/purge", { records }, reader)).status).toBe(403);
    const noPurge = await house.key({ ...everyRight, permissions: ["records:bulk"] });
    expect((await ask("POST", "/api/recycle-bin/purge", { records }, noPurge)).status).toBe(403);
    expect(await isAway("companies", company)).toBe(true);
  });
});

describe("deleting for good", () => {
  const purge = (...records: (readonly [string, string])[]) =>
    ask("POST", "/api/recycle-bin/purge", { records: records.map(([object, id]) => ({ object, id })) });

  test("takes along what cannot be without it, empties what pointed to it, and leaves what was done in the log", async () => {
    const company = await make("companies", { name: "Heron", email: "heron@example.com" });
    const person = await make("people", { name: { given: "Ana", family: "Heron" }, company });
    const deal = await make("deals", { name: "Nests", company, competitors: [company] });
    const note = await make("notes", { body: "About Heron", party: company });
    const both = await make("notes", { body: "About nests", party: company, deal });
    await done("POST", `/api/parties/${company}/interactions`, { kind: "call", subject: "First" });
    await done("POST", `/api/parties/${company}/interactions`, { kind: "call", subject: "Second" });
    await done("DELETE", `/api/companies/${company}`);
    expect((await purge(["company", company])).status).toBe(204);
    expect((await ask("GET", `/api/companies/${company}`)).status).toBe(404);
    expect((await ask("GET", `/api/notes/${note}`)).status).toBe(404);
    expect(await done("GET", `/api/notes/${both}`)).toMatchObject({ party: null, deal: { id: deal } });
    expect(await done("GET", `/api/people/${person}`)).toMatchObject({ company: null });
    expect(await done("GET", `/api/deals/${deal}`)).toMatchObject({ company: null, competitors: [] });
    expect((await done("GET", "/api/interactions")).data).toEqual([]);
    const { data } = await done("GET", `/api/deals/${deal}/history`);
    expect(
      data
        .slice(0, 2)
        .flatMap((entry: { changes: object }) => Object.keys(entry.changes))
        .sort(),
    ).toEqual(["company", "competitors"]);
    const audit = await done("GET", `/api/audit?record=${company}`);
    expect(audit.data.map((entry: { kind: string }) => entry.kind)).toEqual([
      "purged",
      "archived",
      "created",
    ]);
    expect(audit.data[0].record).toMatchObject({ id: company, title: "Heron" });
  });

  test("is for what is in the bin alone, and for what nothing else needs", async () => {
    const product = await make("products", { name: "Crate" });
    const deal = await make("deals", { name: "Crates" });
    await make("deal-products", { deal, product });
    expect((await purge(["product", product])).body).toMatchObject({ code: "not_archived" });
    await done("DELETE", `/api/products/${product}`);
    expect((await purge(["product", product])).body).toMatchObject({ code: "record_in_use" });
    expect(await isAway("products", product)).toBe(true);
    await done("DELETE", `/api/deals/${deal}`);
    expect((await purge(["deal", deal], ["product", product])).status).toBe(204);
  });

  test("leaves who did something: a user is deactivated, not deleted", async () => {
    const user = await make("users", { name: "Petar Petrov" });
    await make("deals", { name: "His", owner: user });
    await done("DELETE", `/api/users/${user}`);
    expect((await purge(["user", user])).body).toMatchObject({ code: "record_in_use" });
  });

  test("happens by itself after as many days as the organisation says; never, unless it does", async () => {
    const [old, fresh] = [await make("products", { name: "Old" }), await make("products", { name: "Fresh" })];
    const needed = await make("products", { name: "Needed" });
    await make("deal-products", { deal: await make("deals", { name: "Needs it" }), product: needed });
    for (const id of [old, fresh, needed]) await done("DELETE", `/api/products/${id}`);
    await house.runtime.database
      .updateTable("recycle_bin")
      .set({ archived_at: new Date(Date.now() - 40 * 86_400_000) })
      .where("record_id", "in", [old, needed])
      .execute();
    expect(await done("GET", "/api/recycle-bin/keeping")).toEqual({ days: null });
    await purgeRecycleBin(house.runtime, {});
    expect(await isAway("products", old)).toBe(true);
    const known = await ask("PUT", "/api/recycle-bin/keeping", { days: 7, known: 90 });
    expect([known.status, known.body.code]).toEqual([409, "version_conflict"]);
    await done("PUT", "/api/recycle-bin/keeping", { days: 30, known: null });
    await purgeRecycleBin(house.runtime, {});
    expect((await ask("GET", `/api/products/${old}`)).status).toBe(404);
    expect(await isAway("products", fresh)).toBe(true);
    expect(await isAway("products", needed)).toBe(true);
    const { data } = await done("GET", "/api/audit?kind=recycle_bin_changed");
    expect(data[0].changes).toEqual({ days: { from: null, to: 30 } });
  });
});
