import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { type Somebody, somebody } from "../../../test/somebody.ts";
import { noGrant } from "../contract/index.ts";

// People of companies of which Ivan sees his own alone; some are called alike, some stand below another.
let house: FrontDoor;
let ivan: Somebody;

beforeAll(async () => {
  house = await openFrontDoor([], { rateLimits: { caller: 1e9, publicChange: 1e9 } });
  const seen = { ...noGrant, read: "all" } as const;
  const objects = { "*": seen, company: { ...noGrant, read: "own" } as const };
  ivan = await somebody(house, "Ivan", { objects, permissions: [] });
  const companies: (string | null)[] = [null];
  for (let index = 0; index < 12; index++) {
    const owner = index % 3 === 0 ? null : ivan.id;
    const parent = companies[index % 4] ?? null;
    companies.push(await made("/api/companies", { name: `Company ${index % 5}`, owner, parent }));
  }
  for (let index = 0; index < 40; index++) {
    const company = companies[(index * 7) % companies.length] ?? null;
    await made("/api/people", { name: `Person ${index % 6}`, company });
  }
});

async function made(url: string, payload: object): Promise<string> {
  const answer = await house.ask({ method: "POST", url, payload, headers: { cookie: house.cookie } });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}

interface Title {
  readonly title: string;
}

interface Person {
  readonly id: string;
  readonly name: { readonly full: string };
  readonly company: (Title & { readonly parent: Title | null; readonly name: string }) | null;
}

/** The people in an order, `limit` at a time, as they are shown to who asks. */
async function walk(headers: Readonly<Record<string, string>>, sort: string, limit: number) {
  const people: Person[] = [];
  const query = new URLSearchParams({
    sort,
    limit: String(limit),
    fields: "name,company.name,company.parent",
  });
  do {
    const answer = await house.ask({ url: `/api/people?${query}`, headers });
    expect(answer.statusCode, answer.body).toBe(200);
    const { data, next } = answer.json();
    people.push(...data);
    query.set("cursor", next ?? "");
  } while (query.get("cursor") && people.length < 100);
  return people;
}

/** What a key says of a person, as far as it is shown. */
const told = {
  name: (person: Person) => person.name.full,
  company: (person: Person) => person.company?.title ?? null,
  "company.name": (person: Person) => person.company?.name ?? null,
  "company.parent": (person: Person) => person.company?.parent?.title ?? null,
  "company.parent.name": (person: Person) => person.company?.parent?.title ?? null,
} as const;

const key = fc.record({ field: fc.constantFrom(...Object.keys(told)), turned: fc.boolean() });
type Key = { readonly field: string; readonly turned: boolean };
const keysOf = fc.uniqueArray(key, { minLength: 1, maxLength: 3, selector: ({ field }) => field });

test("an order by what is behind a link is that of what is shown there: who may not see it there sees it last", async () => {
  const owner = { cookie: house.cookie };
  const everybody = (await walk(owner, "id", 100)).map(({ id }) => id);
  expect(everybody).toHaveLength(40);
  const hidden = (await walk(ivan.headers, "id", 100)).filter(({ company }) => company === null);
  expect(hidden.length).toBeGreaterThan(
    (await walk(owner, "id", 100)).filter(({ company }) => !company).length,
  );
  await fc.assert(
    fc.asyncProperty(keysOf, fc.integer({ min: 3, max: 50 }), fc.boolean(), async (keys, limit, asIvan) => {
      const sort = keys.map(({ field, turned }) => (turned ? `-${field}` : field)).join(",");
      const people = await walk(asIvan ? ivan.headers : owner, sort, limit);
      expect(people.map(({ id }) => id).toSorted()).toEqual(everybody.toSorted());
      const ordered = people.toSorted((one, other) => compared(keys, one, other));
      expect(people.map(({ id }) => id)).toEqual(ordered.map(({ id }) => id));
    }),
    { numRuns: 60 },
  );
});

function compared(keys: readonly Key[], one: Person, other: Person): number {
  for (const { field, turned } of keys) {
    const [left, right] = [told[field as keyof typeof told](one), told[field as keyof typeof told](other)];
    if (left === right) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right === turned ? 1 : -1;
  }
  return one.id < other.id === (keys.at(-1)?.turned ?? false) ? 1 : -1;
}

test("what is found by words is put in an order by a link, too", async () => {
  const query = new URLSearchParams({ search: "Person", sort: "-company", limit: "7", fields: "company" });
  const found: string[] = [];
  do {
    const { data, next } = (
      await house.ask({ url: `/api/people?${query}`, headers: { cookie: house.cookie } })
    ).json();
    found.push(...data.map(({ company }: Person) => company?.title ?? ""));
    query.set("cursor", next ?? "");
  } while (query.get("cursor"));
  expect(found).toHaveLength(40);
  expect(found).toEqual(found.toSorted().toReversed());
});
