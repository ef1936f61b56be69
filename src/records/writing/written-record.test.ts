import { beforeAll, expect, test } from "vitest";
import { fullGrant, type RoleGrants } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { type Somebody, somebody } from "../../../test/somebody.ts";

let house: FrontDoor;
let anna: Somebody;

const everything: RoleGrants = { objects: { "*": fullGrant }, permissions: ["*"] };
const own = { ...fullGrant, read: "own", change: "own", delete: "own" } as const;

beforeAll(async () => {
  house = await openFrontDoor();
  anna = await somebody(house, "Anna", everything);
});

async function ask(who: Somebody, method: "GET" | "POST" | "PATCH", url: string, payload?: object) {
  const answer = await house.ask({ method, url, headers: who.headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json(), tag: answer.headers["etag"] };
}

test("what a write answers is what is read afterwards", async () => {
  const company = (await ask(anna, "POST", "/api/companies", { name: "Kestrel" })).body.id;
  const pipeline = (await ask(anna, "POST", "/api/pipelines", { name: "Sales" })).body.id;
  await ask(anna, "POST", "/api/stages", { name: "First", pipeline });
  const writes: [string, object, object][] = [
    [
      "companies",
      { name: "Rila", address: { city: "Sofia" }, parent: company },
      { parent: null, phone: "+359 2 1" },
    ],
    [
      "people",
      { name: { given: "Maria", family: "Petrova" }, email: "m@mail.example", company },
      { name: { given: "Mara", family: "Petrova" }, email: null, company: null },
    ],
    [
      "deals",
      {
        name: "Roof",
        pipeline,
        company,
        competitors: [company],
        amount: { amount: "10.50", currency: "EUR" },
      },
      { competitors: [], amount: { amount: "12", currency: "BGN" }, next_step: "Call" },
    ],
    ["tasks", { subject: "Call", party: company, due_at: "2026-11-25T10:00:00Z" }, { subject: "Write" }],
  ];
  for (const [plural, made, changed] of writes) {
    const created = await ask(anna, "POST", `/api/${plural}`, made);
    expect([plural, created.status]).toEqual([plural, 201]);
    const url = `/api/${plural}/${created.body.id}`;
    expect(await ask(anna, "GET", url)).toEqual({ ...created, status: 200 });
    const patched = await ask(anna, "PATCH", url, changed);
    expect(patched.body.version).toBe(2);
    expect(await ask(anna, "GET", url)).toEqual(patched);
  }
});

test("who would lose sight of what they write is refused, and nothing of it is left", async () => {
  const ivan = await somebody(house, "Ivan", { objects: { company: own, party: own }, permissions: [] });
  const mine = (await ask(ivan, "POST", "/api/companies", { name: "Mine" })).body.id;
  const given = await ask(ivan, "PATCH", `/api/companies/${mine}`, { owner: anna.id });
  expect(given.status).not.toBe(200);
  expect((await ask(ivan, "GET", `/api/companies/${mine}`)).body).toMatchObject({ name: "Mine", version: 1 });
  const names = async () =>
    (await ask(anna, "GET", "/api/companies?limit=100")).body.data.map((one: { name: string }) => one.name);
  const before = await names();
  expect((await ask(ivan, "POST", "/api/companies", { name: "Hers", owner: anna.id })).status).not.toBe(201);
  expect(await names()).toEqual(before);
});
