import { beforeAll, expect, test } from "vitest";
import { type Actor, create, update, type Work } from "#records";
import { fullGrant } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { type Somebody, somebody } from "../../../test/somebody.ts";

let house: FrontDoor;
let anna: Somebody;
let actor: Actor;

beforeAll(async () => {
  house = await openFrontDoor();
  anna = await somebody(house, "Anna", { objects: { "*": fullGrant }, permissions: ["*"] });
  actor = (await house.runtime.actorOf(anna.id)) as Actor;
});

async function ask(
  method: "GET" | "POST" | "PATCH" | "PUT",
  url: string,
  payload?: object,
  headers: Readonly<Record<string, string>> = {},
) {
  const answer = await house.ask({
    method,
    url,
    headers: { ...anna.headers, ...headers },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.json(), tag: String(answer.headers["etag"]) };
}

const make = async (plural: string, values: object): Promise<string> =>
  (await ask("POST", `/api/${plural}`, values)).body.id;

/** Whether a write, tried without a transaction first, was done again in one. */
async function needsTransaction(write: (work: Work) => Promise<unknown>): Promise<boolean> {
  const tries: boolean[] = [];
  await house.runtime.runAtOnce(actor, "api", (work) => {
    tries.push(work.atOnce === true);
    return write(work);
  });
  expect(tries[0]).toBe(true);
  return tries.length > 1;
}

test("what is written whole by one statement needs no transaction; all else has one", async () => {
  const person = await make("people", { name: { given: "Ana", family: "Ruiz" } });
  const company = await make("companies", { name: "Acero" });
  const made = { name: { given: "Eva", family: "Gil" }, email: "eva@mail.example", phone: "+34 600 123 456" };
  const put = (values: object) => (work: Work) => update(work, "person", person, { ...values });
  expect(await needsTransaction((work) => create(work, "person", made))).toBe(false);
  expect(await needsTransaction(put({ job_title: "Buyer", birth_date: "1990-01-02" }))).toBe(false);
  expect(await needsTransaction(put({ email: "ana@mail.example" }))).toBe(true);
  expect(await needsTransaction(put({ company }))).toBe(true);
  expect(await needsTransaction(put({ job_title: "Chief buyer" }))).toBe(true);
  expect(await needsTransaction(put({ owner: null }))).toBe(true);
  expect(await needsTransaction((work) => create(work, "person", { ...made, company }))).toBe(true);
  const told = (work: Work) => Promise.resolve(work.emit({ name: "x", object: "person", records: [] }));
  expect(await needsTransaction(told)).toBe(true);
  const { body } = await ask("GET", `/api/people/${person}`);
  expect(body).toMatchObject({
    job_title: "Chief buyer",
    email: "ana@mail.example",
    version: 6,
    owner: null,
  });
});

test("who writes to a record at the same time as others writes after them, and the history is without a gap", async () => {
  const person = await make("people", { name: { given: "Leo", family: "Marín" } });
  const titles = Array.from({ length: 40 }, (_, number) => `Title ${number}`);
  const writes = titles.map((job_title) => ask("PATCH", `/api/people/${person}`, { job_title }));
  for (const { status } of await Promise.all(writes)) expect(status).toBe(200);
  const { data } = (await ask("GET", `/api/people/${person}/history?limit=200`)).body;
  const steps = data
    .filter(({ kind }: { kind: string }) => kind === "changed")
    .map(({ changes }: { changes: { job_title: object } }) => changes.job_title)
    .reverse();
  expect(steps.map(({ to }: { to: string }) => to).sort()).toEqual([...titles].sort());
  for (const [at, { from }] of steps.entries()) expect(from).toBe(at === 0 ? null : steps[at - 1].to);
  expect((await ask("GET", `/api/people/${person}`)).body.version).toBe(titles.length + 1);
  const { rows } = await house.pool.query(
    "select 1 from events where name = 'records.changed' and records = $1",
    [[person]],
  );
  expect(rows).toHaveLength(titles.length);
});

test("of many who changed the same version one is right", async () => {
  const person = await make("people", { name: { given: "Iva", family: "Marin" } });
  const url = `/api/people/${person}`;
  const { tag } = await ask("GET", url);
  const byVersion = Array.from({ length: 20 }, (_, number) =>
    ask("PATCH", url, { job_title: `Title ${number}`, version: 1 }),
  );
  const met = (await Promise.all(byVersion)).map(({ status }) => status).sort();
  expect(met).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
  const byTag = Array.from({ length: 20 }, (_, number) =>
    ask("PATCH", url, { job_title: `Late title ${number}` }, { "if-match": tag }),
  );
  for (const { status } of await Promise.all(byTag)) expect(status).toBe(412);
});

test("a write answers the fields that are asked for, and nothing is written where they are not there", async () => {
  const made = await ask("POST", "/api/companies?fields=name,address", {
    name: "Rila",
    address: { city: "Sofia" },
  });
  expect(made).toMatchObject({ status: 201, body: { name: "Rila", address: { city: "Sofia" } } });
  expect(Object.keys(made.body).sort()).toEqual(["address", "id", "name", "version"]);
  const url = `/api/companies/${made.body.id}`;
  const changed = await ask("PATCH", `${url}?fields=parent.name&expand=owner`, {
    parent: await make("companies", { name: "Holding" }),
  });
  expect(changed.body).toMatchObject({ version: 2, parent: { name: "Holding" }, owner: { name: "Anna" } });
  expect((await ask("PATCH", `${url}?fields=name,nothing`, { name: "Pirin" })).status).toBe(422);
  expect((await ask("POST", "/api/companies?fields=nothing", { name: "Pirin" })).status).toBe(422);
  const upserted = await ask("PUT", "/api/companies/by/tax_number/BG123456?fields=tax_number", {
    name: "Vitosha",
  });
  expect(upserted).toMatchObject({ status: 201, body: { tax_number: "BG123456", version: 1 } });
  expect(upserted.body).not.toHaveProperty("name");
  const put = await ask("PATCH", `${url}?fields=id`, { name: "Rila 2" });
  expect(put.body).toEqual({ id: made.body.id, version: 3 });
  const { body } = await ask("GET", "/api/companies?search=Pirin");
  expect(body.data).toEqual([]);
});
