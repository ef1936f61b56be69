import { beforeAll, describe, expect, it } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { type Somebody, somebody } from "../../../../test/somebody.ts";
import { fullGrant, type RoleGrants } from "#records/contract";
import { createMany } from "#records";
import { findDuplicatesOf } from "./finding.ts";
import { searchDuplicates } from "./searching.ts";

let house: FrontDoor;
let owner: Record<string, string>;

beforeAll(async () => {
  house = await openFrontDoor();
  owner = { cookie: house.cookie };
});

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
type Values = Record<string, unknown>;

async function ask(method: Method, url: string, payload?: object, headers: Somebody["headers"] = owner) {
  const answer = await house.ask({ method, url, headers: { ...headers }, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

const insisting = () => ({ ...owner, "rapport-duplicate": "allow" });

async function make(path: "people" | "companies", values: Values): Promise<string> {
  const { status, body } = await ask("POST", `/api/${path}`, values, insisting());
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

let phones = 0;
const newPhone = () => `+35988812${String(1000 + phones++)}`;
const name = (given: string, family: string) => ({ name: { given, family } });

/** Two of the same, found by the product as it goes along. */
async function twins(values: Values = {}): Promise<{ one: string; other: string; pair: string }> {
  const phone = newPhone();
  const one = await make("people", { ...name("Elena", "Petrova"), phone, ...values });
  const other = await make("people", { ...name("Елена", "Петрова"), phone, ...values });
  return { one, other, pair: await pairOf(one, other) };
}

interface Seen {
  readonly id: string;
  readonly score: number;
  readonly left: { readonly id: string };
  readonly right: { readonly id: string };
  readonly evidence: readonly { readonly field: string; readonly likeness: number }[];
}

/** All that are open, page by page. */
async function pairs(query = "", headers: Somebody["headers"] = owner): Promise<Seen[]> {
  const all: Seen[] = [];
  for (let after = ""; ; ) {
    const { body } = await ask(
      "GET",
      `/api/duplicates?limit=2${query}${after && `&after=${after}`}`,
      undefined,
      headers,
    );
    all.push(...body.data);
    if (!body.next) return all;
    after = body.next;
  }
}

const isOf = (one: string, other: string) => (pair: Seen) =>
  [pair.left.id, pair.right.id].sort().join() === [one, other].sort().join();

async function pairOf(one: string, other: string): Promise<string> {
  return expect
    .poll(async () => (await pairs()).find(isOf(one, other))?.id, { timeout: 20_000 })
    .toBeDefined()
    .then(async () => (await pairs()).find(isOf(one, other))?.id ?? "");
}

/** Looks at them now, as the product does after each change. */
const lookAt = (...ids: string[]) => house.runtime.runAsSystem((work) => findDuplicatesOf(work, ids));
const arePaired = async (one: string, other: string) => (await pairs()).some(isOf(one, other));

describe("duplicates", () => {
  it("are found as records come, by what they have in common, with the evidence, the likeliest first", async () => {
    const { pair } = await twins({ email: undefined });
    const found = (await pairs()).find(({ id }) => id === pair);
    expect(found).toMatchObject({
      object: "person",
      score: 0.85,
      left: { title: "Elena Petrova" },
      decision: null,
      mine: true,
    });
    expect(found?.evidence).toEqual([
      { field: "name", likeness: 1 },
      { field: "phone", likeness: 1 },
    ]);
    await twins({ birth_date: "1990-05-05" });
    const scores = (await pairs()).map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set((await pairs()).map(({ id }) => id)).size).toBe(scores.length);
  });

  it.each<[string, Values, Values]>([
    ["an e-mail that is written otherwise", { email: "Ivan@Twin.example" }, { email: "ivan@twin.example" }],
    ["a name that sounds alike and a birthday", { birth_date: "1981-02-03" }, { birth_date: "1981-02-03" }],
  ])("are people who share %s", async (_what, first, second) => {
    const one = await make("people", { ...name("Jon", "Smit"), ...first });
    const other = await make("people", { ...name("John", "Smith"), ...second });
    await lookAt(other);
    expect(await arePaired(one, other)).toBe(true);
  });

  it.each<[string, Values, Values]>([
    ["a name in another script and of another legal form", { name: "Кедър ООД" }, { name: "Kedar Ltd." }],
    [
      "a tax number written otherwise",
      { name: "Rila", tax_number: "BG 111 222 333" },
      { name: "Pirin", tax_number: "111222333" },
    ],
    [
      "a domain, and names that are alike",
      { name: "Orel Trade", website: "https://www.orel.example/en" },
      { name: "Orel Tarde", email: "office@orel.example" },
    ],
  ])("are companies that share %s", async (_what, first, second) => {
    const one = await make("companies", first);
    const other = await make("companies", second);
    await lookAt(one);
    expect(await arePaired(one, other)).toBe(true);
  });

  it("are not people who are called alike, nor those who share a mailbox that everybody is given", async () => {
    const one = await make("people", name("Ivan", "Ivanov"));
    const other = await make("people", name("Ivan", "Ivanov"));
    const alfa = await make("companies", { name: "Topola", email: "topola@gmail.com" });
    const beta = await make("companies", { name: "Yavor", email: "yavor@gmail.com" });
    await lookAt(one, other, alfa, beta);
    expect([await arePaired(one, other), await arePaired(alfa, beta)]).toEqual([false, false]);
  });

  it("are not those who share with more than fifty others what they share", async () => {
    const phone = newPhone();
    const rows = Array.from({ length: 60 }, () => ({ ...name("Anna", "Anna"), phone }));
    const ids = await house.runtime.runAsSystem((work) => createMany(work, "person", rows));
    await lookAt(...ids);
    const met = (await pairs()).filter(({ left, right }) => ids.includes(left.id) || ids.includes(right.id));
    expect(met).toEqual([]);
    // Nor is one more of them held back.
    expect((await ask("POST", "/api/people", { ...name("Anna", "Anna"), phone })).status).toBe(201);
  });

  it("go with their likeness, and with a record that is archived, until it is restored", async () => {
    const { one, other } = await twins();
    await ask("DELETE", `/api/people/${one}`);
    expect(await arePaired(one, other)).toBe(false);
    await ask("POST", `/api/people/${one}/restoration`);
    await lookAt(one);
    expect(await arePaired(one, other)).toBe(true);
    await ask("PATCH", `/api/people/${one}`, { phone: newPhone() });
    const points = await ask("GET", `/api/contact-points?filter=party is ${one}`);
    for (const { id, main } of points.body.data) if (!main) await ask("DELETE", `/api/contact-points/${id}`);
    await lookAt(one);
    expect(await arePaired(one, other)).toBe(false);
  });

  it("are found among all that came before, once, from where the search was cut off", async () => {
    const { one, other } = await twins();
    const { database } = house.runtime;
    await database.deleteFrom("duplicate_pairs").execute();
    await database.updateTable("duplicate_search").set({ come_to: null, finished_at: null }).execute();
    await searchDuplicates(house.runtime, undefined, AbortSignal.abort());
    expect(await arePaired(one, other)).toBe(false);
    await searchDuplicates(house.runtime);
    expect(await arePaired(one, other)).toBe(true);
    await database.deleteFrom("duplicate_pairs").execute();
    await searchDuplicates(house.runtime);
    expect(await pairs()).toEqual([]);
  });
});

describe("what somebody says of two", () => {
  it("remembers for the one that stays what was said of who became part of it, and forgets it as they are taken apart", async () => {
    const { one, other, pair } = await twins();
    await ask("PUT", `/api/duplicates/${pair}/decision`, { decision: "not_duplicate" });
    const { phone } = (await ask("GET", `/api/people/${one}`)).body;
    const third = await make("people", { ...name("Elena", "Petrova"), phone });
    await lookAt(third);
    const merged = await ask("POST", "/api/merges", { object: "person", survivor: third, others: [other] });
    await lookAt(third);
    expect((await pairs()).some(isOf(one, third))).toBe(false);
    expect((await pairs("&state=not_duplicate")).some(isOf(one, third))).toBe(true);
    await ask("POST", `/api/merges/${merged.body.id}/separation`, {});
    await lookAt(third);
    expect((await pairs()).some(isOf(one, third))).toBe(true);
    expect((await pairs("&state=not_duplicate")).some(isOf(one, other))).toBe(true);
  });

  it("is remembered: they are not the same, whatever changes", async () => {
    const { one, other, pair } = await twins();
    const said = await ask("PUT", `/api/duplicates/${pair}/decision`, { decision: "not_duplicate" });
    expect(said.status).toBe(204);
    await ask("PATCH", `/api/people/${one}`, { email: "more@alike.example" });
    await ask("PATCH", `/api/people/${other}`, { email: "more@alike.example" });
    await lookAt(one, other);
    expect(await arePaired(one, other)).toBe(false);
    expect((await pairs("&state=not_duplicate")).some(isOf(one, other))).toBe(true);
    await ask("DELETE", `/api/duplicates/${pair}/decision`);
    expect(await arePaired(one, other)).toBe(true);
  });

  it("puts it off for a week", async () => {
    const { one, other, pair } = await twins();
    await ask("PUT", `/api/duplicates/${pair}/decision`, { decision: "later" });
    expect(await arePaired(one, other)).toBe(false);
    expect((await pairs("&state=later")).some(isOf(one, other))).toBe(true);
    await house.runtime.database
      .updateTable("duplicate_pairs")
      .set({ until: "2020-01-01" })
      .where("id", "=", pair)
      .execute();
    expect(await arePaired(one, other)).toBe(true);
  });
});

const rights = (objects: RoleGrants["objects"]): RoleGrants => ({ objects, permissions: [] });

describe("who does not see everything", () => {
  it("sees pairs of which they may read both, and says something where they may change one", async () => {
    const { one, other, pair } = await twins();
    const own = { ...fullGrant, read: "own", change: "own" } as const;
    const guest = await somebody(house, "Guest", rights({ "*": fullGrant, person: own, party: own }));
    await ask("PATCH", `/api/people/${one}`, { owner: guest.id });
    expect((await pairs("", guest.headers)).some(isOf(one, other))).toBe(false);
    const decision = { decision: "later" };
    const unseen = await ask("PUT", `/api/duplicates/${pair}/decision`, decision, guest.headers);
    expect(unseen).toMatchObject({ status: 404, body: { code: "not_found" } });
    const looking = { ...fullGrant, change: "none" } as const;
    const reader = await somebody(house, "Reader", rights({ "*": looking }));
    expect((await pairs("", reader.headers)).find(isOf(one, other))).toMatchObject({ mine: false });
    const refused = await ask("PUT", `/api/duplicates/${pair}/decision`, decision, reader.headers);
    expect(refused).toMatchObject({ status: 403, body: { code: "not_allowed" } });
    const seller = await somebody(
      house,
      "Seller",
      rights({
        "*": fullGrant,
        person: { ...fullGrant, change: "own" },
        party: { ...fullGrant, change: "own" },
      }),
    );
    await ask("PATCH", `/api/people/${one}`, { owner: seller.id });
    const seen = async () => (await pairs("", seller.headers)).find(isOf(one, other));
    expect(await seen()).toMatchObject({ mine: true, bothMine: false });
    await ask("PATCH", `/api/people/${other}`, { owner: seller.id });
    expect(await seen()).toMatchObject({ mine: true, bothMine: true });
  });

  it("does not learn by what two are alike in a field that is hidden, nor of the pair where that is all", async () => {
    const { one, other } = await twins({ birth_date: "1970-07-07" });
    const hiding = (...fields: string[]) => ({
      ...fullGrant,
      fields: Object.fromEntries(fields.map((field) => [field, "hidden" as const])),
    });
    const some = await somebody(house, "No phones", rights({ "*": fullGrant, person: hiding("phone") }));
    const seen = (await pairs("", some.headers)).find(isOf(one, other));
    expect(seen?.evidence.map(({ field }) => field)).toEqual(["name", "birth_date"]);
    const nothing = await somebody(
      house,
      "Names alone",
      rights({ "*": fullGrant, person: hiding("phone", "birth_date") }),
    );
    expect((await pairs("", nothing.headers)).some(isOf(one, other))).toBe(false);
  });
});

describe("making somebody who is there", () => {
  const elena = { ...name("Elena", "Todorova"), email: "elena@todorova.example" };

  it("is refused with who it may be, until one insists", async () => {
    const id = await make("people", elena);
    const again = { ...name("Елена", "Тодорова"), email: "Elena@todorova.example" };
    const refused = await ask("POST", "/api/people", again);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: "duplicate_suspected",
        candidates: [{ object: "person", id, title: "Elena Todorova", score: 0.875 }],
      },
    });
    expect((await ask("POST", "/api/people", again, insisting())).status).toBe(201);
  });

  it("is shown while it is typed, also where only the name sounds so and the rest is not whole yet", async () => {
    const company = await make("companies", { name: "Breza" });
    const id = await make("people", { ...name("Nikolay", "Stoyanov"), company });
    const values = {
      ...name("Николай", "Стоянов"),
      company: { id: company, title: "Breza" },
      email: "niko@",
      phone: 5,
    };
    const { body } = await ask("POST", "/api/duplicates/candidates", { object: "person", values });
    expect(body.data).toMatchObject([{ id, score: 0.7 }]);
    expect((await ask("POST", "/api/people", { ...name("Николай", "Стоянов"), company })).status).toBe(201);
  });

  it("tells nothing of who is hidden from whoever makes it", async () => {
    await make("people", { ...name("Vera", "Koleva"), email: "vera@koleva.example" });
    const own = { ...fullGrant, read: "own", change: "own" } as const;
    const guest = await somebody(house, "Newcomer", rights({ "*": fullGrant, person: own, party: own }));
    const values = { ...name("Vera", "Koleva"), email: "vera@koleva.example" };
    const { body } = await ask(
      "POST",
      "/api/duplicates/candidates",
      { object: "person", values },
      guest.headers,
    );
    expect(body.data).toEqual([]);
    expect((await ask("POST", "/api/people", values, guest.headers)).status).toBe(201);
  });

  it("is as the organisation wants it", async () => {
    const given = (await ask("GET", "/api/duplicates/thresholds")).body;
    expect(given).toEqual({ ask: 0.6, certain: 0.8, warn: true });
    const values = { ...name("Boris", "Bonev"), email: "boris@bonev.example" };
    await make("people", values);
    await ask("PUT", "/api/duplicates/thresholds", { ...given, certain: 0.95 });
    expect((await ask("POST", "/api/people", values)).status).toBe(201);
    await ask("PUT", "/api/duplicates/thresholds", given);
    expect((await ask("POST", "/api/people", values)).status).toBe(409);
    await ask("PUT", "/api/duplicates/thresholds", { ...given, warn: false });
    expect((await ask("POST", "/api/people", values)).status).toBe(201);
    const { body } = await ask("GET", "/api/audit?kind=duplicates_changed");
    expect(body.data[0].changes).toEqual({ warn: { from: true, to: false } });
    await ask("PUT", "/api/duplicates/thresholds", given);
  });
});
