import { beforeAll, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { fullGrant, noGrant } from "../contract/index.ts";

let door: FrontDoor;
let headers: { authorization: string };

beforeAll(async () => {
  door = await openFrontDoor();
  headers = await door.key({ objects: { "*": fullGrant }, permissions: ["*"] });
});

function put(url: string, payload: object, by = headers) {
  return door.ask({ method: "PUT", url, payload, headers: by });
}

async function found(url: string, field: string, value: string) {
  const filter = encodeURIComponent(JSON.stringify({ field, op: "is", value }));
  return (await door.ask({ url: `${url}?filter=${filter}`, headers })).json().data;
}

test("a person is made by their address of mail, and changed by it the next time, however it is written", async () => {
  const made = await put("/api/people/by/email/ana%40example.com", { name: "Ana Petrova" });
  expect([made.statusCode, made.json().email, made.json().version]).toEqual([201, "ana@example.com", 1]);
  const changed = await put("/api/people/by/email/ANA@Example.com", { job_title: "Director" });
  expect([changed.statusCode, changed.json().id]).toEqual([200, made.json().id]);
  expect(changed.json()).toMatchObject({ job_title: "Director", name: { full: "Ana Petrova" }, version: 2 });
  expect(changed.headers["etag"]).toMatch(/^"2-/);
  const same = await put("/api/people/by/email/ana@example.com", { job_title: "Director" });
  expect([same.statusCode, same.json().version]).toEqual([200, 2]);
});

test("any unique field and any key of the object will do, no other", async () => {
  expect((await put("/api/products/by/code/T-1", { name: "Tea" })).statusCode).toBe(201);
  expect((await put("/api/products/by/code/T-1", { name: "Green tea" })).json().name).toBe("Green tea");
  expect((await put("/api/companies/by/tax_number/BG1", { name: "Rila" })).statusCode).toBe(201);
  expect((await put("/api/companies/by/name/Рила%2FПирин", { industry: "finance" })).statusCode).toBe(201);
  expect((await found("/api/companies", "name", "Рила/Пирин")).length).toBe(1);
  for (const [url, code] of [
    ["/api/people/by/job_title/Director", "upsert_key_unfit"],
    ["/api/people/by/company.name/Rila", "upsert_key_unfit"],
    ["/api/people/by/nothing/1", "field_unknown"],
    ["/api/people/by/__proto__/1", "field_unknown"],
    ["/api/people/by/email/none", "field_invalid"],
    ["/api/people/by/id/0198b1d2-3c4d-7e8f-9a0b-1c2d3e4f5a6b", "upsert_key_unfit"],
  ] as const) {
    const answer = await put(url, { name: "Nobody" });
    expect([url, answer.statusCode, answer.json().code]).toEqual([url, 422, code]);
  }
});

test("the key and what is said of it agree", async () => {
  const answer = await put("/api/products/by/code/T-2", { name: "Tea", code: "T-3" });
  expect([answer.statusCode, answer.json().code, answer.json().field]).toEqual([
    422,
    "field_invalid",
    "code",
  ]);
  expect((await put("/api/products/by/code/T-2", { name: "Tea", code: "T-2" })).statusCode).toBe(201);
});

test("several records with the key are not guessed among", async () => {
  for (const name of ["Maria One", "Maria Two"]) {
    const payload = { name, email: "maria@example.com" };
    await door.ask({ method: "POST", url: "/api/people", payload, headers });
  }
  const answer = await put("/api/people/by/email/maria@example.com", { job_title: "Twin" });
  expect([answer.statusCode, answer.json().code, answer.json().field]).toEqual([
    409,
    "upsert_ambiguous",
    "email",
  ]);
});

test("what lies in the recycle bin is not found by its key", async () => {
  const first = (await put("/api/products/by/code/OLD", { name: "Old" })).json();
  await door.ask({ method: "DELETE", url: `/api/products/${first.id}`, headers });
  const second = await put("/api/products/by/code/OLD", { name: "New" });
  expect([second.statusCode, second.json().id === first.id]).toEqual([201, false]);
});

test("twenty at once make one, by a unique field as by one that is not", async () => {
  for (const [url, list, field, value] of [
    ["/api/products/by/code/RUSH", "/api/products", "code", "RUSH"],
    ["/api/people/by/email/rush@example.com", "/api/people", "email", "rush@example.com"],
  ] as const) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => put(url, { name: `Rush ${index}` })),
    );
    const codes = answers.map(({ statusCode }) => statusCode).sort();
    expect(codes).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
    expect((await found(list, field, value)).length).toBe(1);
  }
});

test("rights hold: to make, to change, and to see the field", async () => {
  await put("/api/people/by/email/hers@example.com", { name: "Hers" });
  const reader = await door.key({ objects: { "*": { ...noGrant, read: "all" } }, permissions: [] });
  for (const email of ["hers@example.com", "new@example.com"])
    expect((await put(`/api/people/by/email/${email}`, { name: "X Y" }, reader)).statusCode).toBe(403);
  const blinkered = await door.key({
    objects: { "*": fullGrant, person: { ...fullGrant, fields: { email: "hidden" } } },
    permissions: [],
  });
  const unseen = await put("/api/people/by/email/hers@example.com", { name: "X Y" }, blinkered);
  expect([unseen.statusCode, unseen.json().code]).toEqual([422, "field_unknown"]);
  const apart = await door.key({ objects: {}, permissions: [] });
  expect((await put("/api/people/by/email/hers@example.com", { name: "X Y" }, apart)).statusCode).toBe(404);
  const closed = await put("/api/roles/by/key/administrator", { name: "Mine" });
  expect(closed.statusCode).toBe(404);
});
