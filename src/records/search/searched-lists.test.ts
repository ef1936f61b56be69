import { sql } from "kysely";
import { beforeAll, expect, test, vi } from "vitest";
import { buildUser } from "../../../test/builders.ts";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { fullGrant, type Grant } from "../contract/index.ts";
import type { Actor } from "../work.ts";
import { find } from "./finding.ts";

/** More than are looked through one by one, so that the index has to be asked. */
const many = 6000;

let house: FrontDoor;
let member: { readonly authorization: string };
let field: string;

beforeAll(async () => {
  house = await openFrontDoor();
  member = await house.key({ objects: { "*": { ...fullGrant, fields: {} } }, permissions: ["*"] });
  field = (
    await made("/api/objects/person/fields", {
      label: { en: "Plate" },
      kind: { type: "text" },
      searched: true,
    })
  ).name;
  // The first is the oldest: everything that is looked for stands far behind the newest.
  await made("/api/people", {
    name: "Evlampia Old",
    email: "evlampia@old.example",
    phone: "+359 2 111 2233",
    [field]: "CB 7777 KX",
  });
  const [{ id = "" } = {}] = (await got("/api/people?search=Evlampia")).data;
  await made("/api/contact-points", { party: id, kind: "email", value: "second@evlampia.example" });
  await sql`insert into parties (kind, name, given_name, family_name, address_city)
    select 'person', given || ' ' || family, given, family, case when n % 100 = 0 then 'Vidin' else 'Sofia' end
    from generate_series(1, ${many}) n,
      lateral (select (array['Ivan','Георги','Mary'])[1 + n % 3] as given,
        (array['Smirnov','Petrov','Смит','Smi'])[1 + case when n % 50 = 0 then 3 else n % 3 end] as family) named
    order by n`.execute(house.runtime.database);
  await sql`analyze parties`.execute(house.runtime.database);
});

async function got(url: string, headers: object = member) {
  const answer = await house.ask({ method: "GET", url, headers: { ...headers } });
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  return answer.json();
}

async function made(url: string, payload: object) {
  const answer = await house.ask({ method: "POST", url, payload, headers: { ...member } });
  if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  return answer.json();
}

const query = (words: string, more = "") => `/api/people?search=${encodeURIComponent(words)}${more}`;

/** Names of all that a list finds, page after page. */
async function walk(words: string, more = ""): Promise<{ id: string; name: string }[]> {
  const met: { id: string; name: string }[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = await got(query(words, `${more}&limit=150${cursor && `&cursor=${cursor}`}`));
    met.push(
      ...page.data.map((one: { id: string; name: { full: string } }) => ({
        id: one.id,
        name: one.name.full,
      })),
    );
    cursor = page.next;
  }
  return met;
}

test("a search meets every record once, whole words first, within these the newest first", async () => {
  const met = await walk("smi");
  const { rows } = await sql<{ id: string }>`select id from parties
    where name ~ '\\m(Smi|Смит)' order by (name ~ '\\mSmi\\M') desc, id desc`.execute(house.runtime.database);
  expect(rows.length).toBeGreaterThan(2000);
  expect(met.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
});

test("in an order that was asked for, a search meets the same records", async () => {
  const names = (await walk("smi", "&sort=-name")).map(({ id }) => id);
  expect(names.length).toBe((await walk("smi")).length);
  expect(new Set(names).size).toBe(names.length);
});

test("what is rare and old is found beside what is common and new", async () => {
  for (const words of [
    "evlampia",
    "Евлампия",
    "old.example",
    "+359 2 1112233",
    "second@evlampia",
    "7777 KX",
    "7777",
  ]) {
    expect((await got(query(words))).data, words).toMatchObject([{ name: { full: "Evlampia Old" } }]);
    const found = await got(`/api/search?q=${encodeURIComponent(words)}`);
    expect(found.data, words).toMatchObject([{ title: "Evlampia Old" }]);
  }
  const [hit] = (await got("/api/search?q=7777")).data;
  expect(hit.matches).toEqual([{ object: "person", field, text: "CB 7777 KX", marks: [[3, 7]] }]);
});

test("a filter, the count and the totals go with the search", async () => {
  const filter = `&filter=${encodeURIComponent(JSON.stringify({ field: "address.city", op: "is", value: "Vidin" }))}`;
  const met = await walk("smi", filter);
  expect(met.length).toBe(60);
  expect((await got(query("smi", `${filter}&count=true`))).count).toEqual({ value: 60, exact: true });
  const [total] = (await got(`/api/people/totals?search=smi${filter}`)).data;
  expect(total).toMatchObject({ count: 60 });
  const all = await walk("smi");
  const { count } = await got(query("smi", "&count=true"));
  expect(count.value / all.length).toBeGreaterThan(0.9);
  expect(count.value / all.length).toBeLessThan(1.1);
});

test("where nothing is found as typed, a list, its count, its totals and a bulk change speak of what is like it", async () => {
  await made("/api/people", { name: "Evdokia Kuznetsova" });
  await vi.waitFor(async () => expect((await got(query("Kuznestova"))).data).toHaveLength(1), 45_000);
  expect((await got(query("Kuznestova", "&sort=name&count=true"))).count).toEqual({ value: 1, exact: true });
  expect((await got("/api/people/totals?search=Kuznestova")).data).toMatchObject([{ count: 1 }]);
  const { ids, changed } = await made("/api/people/bulk", {
    filter: { field: "name", op: "not_empty" },
    search: "Kuznestova",
    archive: true,
  });
  expect(changed).toBe(1);
  expect((await got(query("Kuznestova"))).data).toEqual([]);
  expect((await got(query("Kuznestova", "&archived=true"))).data).toMatchObject([{ id: ids[0] }]);
  expect((await got(query("Kuznetsova", "&archived=true"))).data).toMatchObject([{ id: ids[0] }]);
});

test("who reaches their own alone finds these, however many others there are", async () => {
  const own = await somebody({ ...fullGrant, read: "own" });
  await sql`update parties set owner_id = ${own.userId}::uuid where name = 'Evlampia Old'`.execute(
    house.runtime.database,
  );
  const found = (q: string) =>
    house.runtime.read(own, "api", async (work) => (await find(work, q, 5)).map(({ title }) => title));
  expect(await found("e")).toEqual(["Evlampia Old"]);
  expect(await found("evlam")).toEqual(["Evlampia Old"]);
  expect(await found("smi")).toEqual([]);
});

test("what is no word finds nothing, what is hostile finds nothing and breaks nothing", async () => {
  const hostile = [
    "!!!",
    "'",
    "\\",
    ":*",
    "a:*|b",
    "') | ('",
    "%",
    "\u0000",
    "😀",
    "<->",
    "x".repeat(200),
    "& & &",
    "ʹ",
    "~~",
  ];
  for (const words of hostile) {
    const found = await house.ask({ method: "GET", url: query(words), headers: { ...member } });
    expect(found.statusCode, words).toBe(200);
    expect(found.json().data, words).toEqual([]);
    const palette = await house.ask({
      method: "GET",
      url: `/api/search?q=${encodeURIComponent(words)}`,
      headers: { ...member },
    });
    expect([200, 400, 422], words).toContain(palette.statusCode);
  }
  expect((await got(query(" "))).data.length).toBe(50);
  const cursor = (await got(query("smi"))).next;
  const stale = await house.ask({
    method: "GET",
    url: `/api/people?cursor=${cursor}`,
    headers: { ...member },
  });
  expect(stale.json()).toMatchObject({ code: "cursor_invalid" });
});

async function somebody(grant: Grant): Promise<Actor & { userId: string }> {
  return buildUser(house.runtime.database, {
    name: "Somebody",
    rights: { objects: { "*": grant }, permissions: [] },
  });
}
