import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#records";
import { fullGrant, type Grant } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { type Somebody, somebody } from "../../../test/somebody.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import { pointersTo } from "./pointers.ts";

let house: FrontDoor;
let anna: Somebody;
let vessel: string;
let stage: string;

beforeAll(async () => {
  house = await openFrontDoor();
  anna = await somebody(house, "Anna", { objects: { "*": fullGrant }, permissions: ["*"] });
  vessel = (await ask("POST", "/api/objects", { one: { en: "Vessel" }, many: { en: "Vessels" } })).body.name;
  for (const kind of [
    { type: "link", to: "person" },
    { type: "links", to: "party" },
  ])
    await ask("POST", `/api/objects/${vessel}/fields`, { label: { en: `Own ${kind.type}` }, kind });
  stage = (await ask("GET", "/api/stages?limit=1&filter=kind is open")).body.data[0]?.id;
});

type Method = "GET" | "POST" | "PATCH" | "DELETE";

async function ask(method: Method, url: string, payload?: object, who: Somebody = anna) {
  // The same ones are made again and again, and what we merge are duplicates.
  const headers = { ...who.headers, "rapport-duplicate": "allow" };
  const answer = await house.ask({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

async function make(plural: string, values: object): Promise<string> {
  const { status, body } = await ask("POST", `/api/${plural}`, values);
  expect([plural, status, body]).toEqual([plural, 201, body]);
  return body.id;
}

const merge = (object: string, survivor: string, others: string[], values = {}, who = anna) =>
  ask("POST", "/api/merges", { object, survivor, others, values }, who);
const separate = (id: string, place: object[] = []) => ask("POST", `/api/merges/${id}/separation`, { place });
const read = async (plural: string, id: string) => (await ask("GET", `/api/${plural}/${id}`)).body;

/** Two of the same person, with something of every kind that can hang on a party. */
async function twoMarias(): Promise<{ one: string; two: string; deal: string; ship: string; boss: string }> {
  const acme = await make("companies", { name: "Acme" });
  const boss = await make("people", { name: { given: "Boss", family: "Petrov" } });
  const one = await make("people", {
    name: { given: "Maria", family: "Ivanova" },
    email: "maria@mail.example",
    roles: ["client"],
    company: acme,
  });
  const two = await make("people", {
    name: { given: "Мария", family: "Иванова" },
    email: "m.ivanova@mail.example",
    phone: "+359 88 812 3456",
    roles: ["lead"],
    company: acme,
    birth_date: "1980-02-03",
  });
  await make("contact-points", { party: two, kind: "email", value: "maria@mail.example" });
  await make("contact-points", { party: two, kind: "telegram", value: "maria" });
  await make("relations", { kind: "household", from: one, to: two });
  for (const from of [one, two]) await make("relations", { kind: "referred_by", from, to: boss });
  await make("consents", {
    party: two,
    purpose: "marketing",
    channel: "any",
    given: true,
    basis: "consent",
    source: "web",
  });
  await make("notes", { party: two, body: "Likes tea" });
  await make("tasks", { party: two, subject: "Call" });
  await ask("POST", "/api/interactions", {
    party: two,
    at: "2026-01-02T10:00:00Z",
    channel: "phone",
    direction: "in",
    kind: "call",
  });
  const deal = await make("deals", { name: "Roof", person: two, ...(stage && { stage }) });
  for (const party of [one, two]) await make("deal-parties", { deal, party, role: "buyer" });
  await make("deal-parties", { deal, party: two, role: "payer" });
  const { fields } = (await ask("GET", "/api/metadata")).body.objects[vessel];
  const [link, links] = ["link", "links"].map(
    (type) => Object.keys(fields).find((name) => fields[name].type === type && name.includes("own")) ?? "",
  );
  const ship = await make((await ask("GET", "/api/metadata")).body.objects[vessel].plural, {
    name: "Ship",
    [link as string]: two,
    [links as string]: [one, two, boss],
  });
  return { one, two, deal, ship, boss };
}

/** All that is stored, but for when and by whom it was written last, what only grows, and what is found afterwards. */
async function everything(): Promise<Record<string, unknown[]>> {
  const { rows: tables } = await house.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
      and table_name not in ('history', 'events', 'event_cursors', 'merges', 'known_words', 'api_keys', 'audit_blocks',
        'duplicate_pairs', 'duplicate_search')`,
  );
  const all: Record<string, unknown[]> = {};
  for (const { name } of tables) {
    const { rows } = await house.pool.query<{ row: object }>(
      `select to_jsonb(t) - '{version,updated_at,updated_by}'::text[] as row from "${name}" t order by 1`,
    );
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

describe("several records become one", () => {
  test("what points to the others points to it, nothing stands twice, and what it lacks it has from them", async () => {
    const { one, two, deal, ship, boss } = await twoMarias();
    const { status, body } = await merge("person", one, [two], { email: "m.ivanova@mail.example" });
    expect([status, body.survivor]).toEqual([201, one]);
    const maria = await read("people", one);
    expect(maria).toMatchObject({
      name: { given: "Maria", family: "Ivanova" },
      email: "m.ivanova@mail.example",
      phone: "+359 88 812 3456",
      birth_date: "1980-02-03",
    });
    expect([...maria.roles].sort()).toEqual(["client", "lead"]);
    expect((await read("people", two)).archived_at).not.toBeNull();
    const { body: points } = await ask("GET", `/api/contact-points?filter=party is ${one}&limit=50`);
    expect(
      points.data
        .map((point: { kind: string; value: string; main: boolean }) => [point.kind, point.value, point.main])
        .sort(),
    ).toEqual([
      ["email", "m.ivanova@mail.example", true],
      ["email", "maria@mail.example", false],
      ["phone", "+359 88 812 3456", true],
      ["telegram", "maria", false],
    ]);
    for (const [plural, count] of [
      ["notes", 1],
      ["tasks", 1],
      ["consents", 1],
      ["interactions", 1],
    ] as const)
      expect([plural, (await ask("GET", `/api/${plural}?filter=party is ${one}`)).body.data.length]).toEqual([
        plural,
        count,
      ]);
    const relations = (await ask("GET", `/api/relations?filter=from is ${one}`)).body.data;
    expect(relations.map(({ kind }: { kind: string }) => kind).sort()).toEqual(["referred_by", "works_at"]);
    const roles = (await ask("GET", `/api/deal-parties?filter=deal is ${deal}`)).body.data;
    expect(
      roles.map(({ role, party }: { role: string; party: { id: string } }) => [role, party.id]).sort(),
    ).toEqual([
      ["buyer", one],
      ["payer", one],
    ]);
    expect((await read("deals", deal)).person.id).toBe(one);
    const own = Object.values(
      await read(`${(await ask("GET", "/api/metadata")).body.objects[vessel].plural}`, ship),
    );
    expect(own).toContainEqual(expect.objectContaining({ id: one }));
    const many = own.find((value) => Array.isArray(value) && value.length > 0) as { id: string }[];
    expect(many.map(({ id }) => id).sort()).toEqual([boss, one].sort());
    expect((await ask("GET", `/api/merges?record=${two}`)).body.data).toMatchObject([
      { survivor: { id: one, title: "Maria Ivanova" }, others: [{ id: two }], separatedAt: null },
    ]);
  });

  test("taken apart, everything is as it was", async () => {
    const { one, two } = await twoMarias();
    const before = await everything();
    const { body } = await merge("person", one, [two], { name: { given: "Maria", family: "Petrova" } });
    expect(await everything()).not.toEqual(before);
    const apart = await separate(body.id);
    expect(apart).toMatchObject({ status: 200, body: { survivor: one, others: [two], left: [] } });
    expect(await everything()).toEqual(before);
    expect((await separate(body.id)).status).toBe(409);
  });

  test("what somebody changed since stays and is told, and what came since goes where one says", async () => {
    const { one, two, deal } = await twoMarias();
    const { body } = await merge("person", one, [two]);
    await ask("PATCH", `/api/people/${one}`, { birth_date: "1981-01-01" });
    await ask("PATCH", `/api/deals/${deal}`, { person: null });
    const mine = await make("notes", { party: one, body: "Came for the first" });
    const hers = await make("notes", { party: one, body: "Came for the second" });
    const { since } = (await ask("GET", `/api/merges/${body.id}`)).body;
    expect(since.map(({ id, field }: { id: string; field: string }) => [id, field]).sort()).toEqual(
      [
        [mine, "party"],
        [hers, "party"],
      ].sort(),
    );
    const place = [{ object: "note", id: hers, field: "party", to: two }];
    const apart = (await separate(body.id, place)).body;
    expect(apart.left).toEqual(
      expect.arrayContaining([
        { object: "person", id: one, field: "birth_date" },
        { object: "deal", id: deal, field: "person" },
      ]),
    );
    expect((await read("people", one)).birth_date).toBe("1981-01-01");
    expect((await read("deals", deal)).person).toBeNull();
    expect((await read("notes", mine)).party.id).toBe(one);
    expect((await read("notes", hers)).party.id).toBe(two);
    expect((await read("people", two)).archived_at).toBeNull();
  });

  test("an address, an employer or a colleague that came since goes with all that says so", async () => {
    const { one, two } = await twoMarias();
    const firm = await make("companies", { name: "Firm" });
    const said = async (id: string) => {
      const { email, phone, company } = await read("people", id);
      return { email, phone, company: company?.title ?? null };
    };
    const [hers, theirs] = [await said(one), await said(two)];
    const { body } = await merge("person", one, [two]);
    await ask("PATCH", `/api/people/${one}`, { email: "new@mail.example", company: firm });
    const { since } = (await ask("GET", `/api/merges/${body.id}`)).body;
    const place = since.map(({ object, id, field }: { object: string; id: string; field: string }) => ({
      object,
      id,
      field,
      to: two,
    }));
    expect(place.map(({ object }: { object: string }) => object).sort()).toEqual([
      "contact_point",
      "relation",
    ]);
    const apart = await separate(body.id, place);
    expect([apart.status, apart.body.left]).toEqual([200, []]);
    expect(await said(one)).toMatchObject({ email: hers.email, phone: hers.phone });
    expect((await said(one)).company).not.toBe("Firm");
    expect(await said(two)).toMatchObject({ email: theirs.email, phone: theirs.phone });
    const points = (await ask("GET", `/api/contact-points?filter=party is ${two} and kind is email`)).body
      .data;
    expect(points.map(({ value, main }: { value: string; main: boolean }) => [value, main]).sort()).toEqual(
      [
        [theirs.email, true],
        ["maria@mail.example", false],
        ["new@mail.example", false],
      ].sort(),
    );
  });

  test("whoever came to a company since works where one says", async () => {
    const [a, b] = [
      await make("companies", { name: "Works A" }),
      await make("companies", { name: "Works B" }),
    ];
    const { body } = await merge("company", a, [b]);
    const person = await make("people", { name: { given: "Nora" }, company: a });
    const place = [{ object: "person", id: person, field: "company", to: b }];
    expect((await separate(body.id, place)).status).toBe(200);
    const relations = (await ask("GET", `/api/relations?filter=from is ${person}`)).body.data;
    expect(relations.map(({ to }: { to: { id: string } }) => to.id)).toEqual([b]);
    expect((await read("people", person)).company.id).toBe(b);
  });

  test("what asks for one of them by name asks for the one that stays, and asks as before when they are apart", async () => {
    const [a, b] = [
      await make("companies", { name: "Asked A" }),
      await make("companies", { name: "Asked B" }),
    ];
    const level = await make("service-levels", { name: "Of B", condition: `customer is ${b}` });
    const definition = { filter: { field: "customer", op: "is", value: b } };
    const view = await make("views", { object: "ticket", name: "Of B", kind: "table", definition });
    const asked = async () => [
      (await read("service-levels", level)).condition,
      (await ask("GET", "/api/views?object=ticket")).body.data.find(({ id }: { id: string }) => id === view)
        .definition.filter.value,
    ];
    const { body } = await merge("company", a, [b]);
    expect(await asked()).toEqual([`customer is ${a}`, a]);
    await separate(body.id);
    expect(await asked()).toEqual([`customer is ${b}`, b]);
  });

  test("of merges that went on one into the next, the later one is taken apart first", async () => {
    const [a, b, c] = [
      await make("companies", { name: "Chain A" }),
      await make("companies", { name: "Chain B" }),
      await make("companies", { name: "Chain C" }),
    ];
    await make("tasks", { party: b, subject: "Of the second" });
    const before = await everything();
    const first = (await merge("company", a, [b])).body.id;
    const second = (await merge("company", c, [a])).body.id;
    const early = await separate(first);
    expect([early.status, early.body.code]).toEqual([409, "merged_since"]);
    expect((await separate(second)).body.left).toEqual([]);
    expect((await separate(first)).body.left).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  test("the undo of a merge takes it apart, and is not done again by halves", async () => {
    const { one, two } = await twoMarias();
    const before = await everything();
    await merge("person", one, [two]);
    expect((await ask("POST", "/api/undo", {})).body).toMatchObject({ undone: 2, skipped: { changed: 0 } });
    expect(await everything()).toEqual(before);
    expect((await ask("GET", `/api/merges?record=${one}`)).body.data[0].separatedAt).not.toBeNull();
    expect((await ask("POST", "/api/redo")).body).toMatchObject({ undone: 0, skipped: { governed: 1 } });
    expect(await everything()).toEqual(before);
  });

  test("one who was opted out of an address stays opted out", async () => {
    const one = await make("people", { name: { given: "Eva" }, email: "eva@mail.example" });
    const two = await make("people", { name: { given: "Eva" }, email: "eva@mail.example" });
    const point = (await ask("GET", `/api/contact-points?filter=party is ${two}`)).body.data[0].id;
    await ask("PATCH", `/api/contact-points/${point}`, { opted_out_at: "2026-01-01T00:00:00Z" });
    await merge("person", one, [two]);
    const [kept] = (await ask("GET", `/api/contact-points?filter=party is ${one}`)).body.data;
    expect(kept.opted_out_at).toBe("2026-01-01T00:00:00.000Z");
  });

  test("companies above and below each other become one, but none comes to stand above itself", async () => {
    const top = await make("companies", { name: "Top" });
    const middle = await make("companies", { name: "Middle", parent: top });
    const low = await make("companies", { name: "Low", parent: middle });
    const circle = await merge("company", low, [top]);
    expect([circle.status, circle.body.code]).toEqual([422, "parent_in_circle"]);
    const { body } = await merge("company", middle, [top]);
    expect((await read("companies", middle)).parent).toBeNull();
    expect((await read("companies", low)).parent.id).toBe(middle);
    await separate(body.id);
    expect((await read("companies", middle)).parent.id).toBe(top);
  });

  test("twenty become one, and one again", async () => {
    const all: string[] = [];
    for (let at = 0; at < 20; at++) {
      const company = await make("companies", { name: `Same ${at}`, phone: "+359 2 987 6543" });
      await make("tasks", { party: company, subject: `Task ${at}` });
      all.push(company);
    }
    const [survivor = "", ...others] = all;
    const before = await everything();
    const { body } = await merge("company", survivor, others);
    expect((await ask("GET", `/api/tasks?filter=party is ${survivor}&limit=50`)).body.data).toHaveLength(20);
    await separate(body.id);
    expect(await everything()).toEqual(before);
  });
});

test("every column that points to a party is known to the merge", async () => {
  const { rows } = await house.pool.query<{ place: string }>(
    `select c.conrelid::regclass || '.' || a.attname as place from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
      where c.contype = 'f' and c.confrelid = 'parties'::regclass order by 1`,
  );
  const known = await house.runtime.read(
    (await house.runtime.actorOf(anna.id)) as Actor,
    "api",
    async (work) =>
      pointersTo(work, work.catalogue.object("party")).map(({ object, name, field }) =>
        field.type === "links"
          ? `${field.through}.${field.toColumn}`
          : `${object.table}.${columnsOf(name, field)[0]?.name}`,
      ),
  );
  // What is no record is moved by the rules of customers; pairs that may be the same are found anew.
  // A cart of a web shop lives for two weeks, and is told that its buyer is gone.
  const others = [
    "identity_documents.party_id",
    "duplicate_pairs.left_id",
    "duplicate_pairs.right_id",
    "shop_carts.buyer_id",
  ];
  const places = rows
    .map(({ place }) => place.replaceAll('"', ""))
    .filter((place) => !others.includes(place));
  expect(places.length).toBeGreaterThan(10);
  expect(places.filter((place) => !known.includes(place))).toEqual([]);
});

describe("who may", () => {
  const own: Grant = { ...fullGrant, read: "all", change: "own", delete: "own" };

  test("merging takes the right to change all and to delete the others, as taking apart does", async () => {
    const ivan = await somebody(house, "Ivan", { objects: { company: own, party: own }, permissions: [] });
    const [one, two] = [await make("companies", { name: "A" }), await make("companies", { name: "B" })];
    expect((await merge("company", one, [two], {}, ivan)).body.code).toBe("not_allowed");
    const { body } = await merge("company", one, [two]);
    const apart = await ask("POST", `/api/merges/${body.id}/separation`, {}, ivan);
    expect([apart.status, apart.body.code]).toEqual([403, "not_allowed"]);
  });

  test("of records that one does not see there is no merge", async () => {
    const none: Grant = { ...fullGrant, read: "own", change: "own", delete: "own" };
    const petar = await somebody(house, "Petar", {
      objects: { company: none, party: none },
      permissions: [],
    });
    const [one, two] = [await make("companies", { name: "A" }), await make("companies", { name: "B" })];
    expect((await merge("company", one, [two], {}, petar)).status).toBe(404);
    const { body } = await merge("company", one, [two]);
    expect((await ask("GET", `/api/merges/${body.id}`, undefined, petar)).status).toBe(404);
    expect((await ask("GET", `/api/merges?record=${one}`, undefined, petar)).body.data).toEqual([]);
    expect((await ask("POST", `/api/merges/${body.id}/separation`, {}, petar)).status).toBe(404);
  });

  test("of what one does not see, taking apart tells nothing", async () => {
    const { one, two, deal } = await twoMarias();
    const all: Grant = { ...fullGrant };
    const olga = await somebody(house, "Olga", {
      objects: {
        person: { ...all, fields: { birth_date: "hidden" } },
        party: { ...all, fields: { birth_date: "hidden" } },
        deal: { ...all, read: "own", change: "own", delete: "own" },
      },
      permissions: [],
    });
    const { body } = await merge("person", one, [two], {}, olga);
    expect((await read("people", one)).birth_date).toBe("1980-02-03");
    await ask("PATCH", `/api/people/${one}`, { birth_date: "1981-01-01" });
    await ask("PATCH", `/api/deals/${deal}`, { person: null });
    const apart = await ask("POST", `/api/merges/${body.id}/separation`, {}, olga);
    expect([apart.status, apart.body.left]).toEqual([200, []]);
  });

  test("what cannot be merged is refused, and nothing is half done", async () => {
    const [one, two] = [await make("companies", { name: "A" }), await make("companies", { name: "B" })];
    const person = await make("people", { name: { given: "Eva" } });
    const before = await everything();
    expect((await merge("company", one, [one])).body.code).toBe("field_invalid");
    expect((await merge("company", one, [two, two])).body.code).toBe("field_invalid");
    expect((await merge("company", one, [person])).status).toBe(404);
    expect((await merge("deal", one, [two])).body.code).toBe("not_allowed");
    expect((await merge("nothing", one, [two])).status).toBe(404);
    expect((await merge("company", one, [two], { nothing: 1 })).status).toBe(422);
    expect((await merge("company", one, [two], { employees: "many" })).status).toBe(422);
    expect(await everything()).toEqual(before);
  });
});
