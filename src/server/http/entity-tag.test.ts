import { beforeAll, expect, test } from "vitest";
import { fullGrant, type RoleGrants } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";

const everything = fullGrant;
const manager: RoleGrants = { objects: { "*": everything }, permissions: ["*"] };

let door: FrontDoor;
let key: { authorization: string };

beforeAll(async () => {
  door = await openFrontDoor();
  key = await door.key(manager);
});

function ask(method: "GET" | "POST" | "PATCH" | "DELETE", url: string, payload?: object, headers = {}) {
  return door.ask({ method, url, ...(payload && { payload }), headers: { ...key, ...headers } });
}

async function company(name: string) {
  const made = await ask("POST", "/api/companies", { name });
  expect(made.statusCode).toBe(201);
  return {
    url: `/api/companies/${made.json().id}`,
    id: made.json().id as string,
    tag: String(made.headers["etag"]),
  };
}

test("what one has read is not sent again, as long as it reads the same", async () => {
  const { url, id, tag } = await company("Rila");
  expect(tag).toMatch(/^"1-[\w-]{16}"$/);
  const again = await ask("GET", url, undefined, { "if-none-match": `"other", W/${tag}` });
  expect([again.statusCode, again.body, again.headers["etag"]]).toEqual([304, "", tag]);
  const child = await ask("POST", "/api/companies", { name: "Below", parent: id });
  const known = { "if-none-match": String(child.headers["etag"]) };
  const below = `/api/companies/${child.json().id}`;
  expect((await ask("GET", below, undefined, known)).statusCode).toBe(304);
  // Its own version stays; what it shows of its parent does not.
  await ask("PATCH", url, { name: "Rila AD" });
  const read = await ask("GET", below, undefined, known);
  expect([read.statusCode, read.json().parent.title, read.json().version]).toEqual([200, "Rila AD", 1]);
});

test("other fields and other rights have another tag", async () => {
  const { url, tag } = await company("Pirin");
  expect((await ask("GET", `${url}?fields=name`)).headers["etag"]).not.toBe(tag);
  const hiding = { ...everything, fields: { employees: "hidden" } } as const;
  const less = await door.key({ objects: { "*": everything, company: hiding }, permissions: [] });
  const seen = await ask("GET", url, undefined, less);
  expect(seen.headers["etag"]).not.toBe(tag);
});

test("a change guarded by If-Match is made to the record as it is known, or not at all", async () => {
  const { url, tag } = await company("Vitosha");
  const partly = String((await ask("GET", `${url}?fields=name`)).headers["etag"]);
  const first = await ask("PATCH", url, { name: "Vitosha AD" }, { "if-match": partly });
  expect([first.statusCode, first.json().version]).toEqual([200, 2]);
  for (const [method, at, payload] of [
    ["PATCH", url, { name: "Vitosha OOD" }],
    ["DELETE", url],
    ["POST", `${url}/restoration`],
  ] as const) {
    const stale = await ask(method, at, payload, { "if-match": tag });
    expect([stale.statusCode, stale.json().code]).toEqual([412, "precondition_failed"]);
    expect(stale.json().current).toMatchObject({ name: "Vitosha AD", version: 2 });
  }
  const fresh = String(first.headers["etag"]);
  expect((await ask("DELETE", url, undefined, { "if-match": `"x", ${fresh}` })).statusCode).toBe(204);
});

test("what is no tag of the record matches nothing, and a star whatever is there", async () => {
  const { url, tag } = await company("Musala");
  for (const header of [`W/${tag}`, '"1"', "1", "", '"1-aaaa"', "'; drop table parties; --"]) {
    const answer = await ask("PATCH", url, { name: "Musala AD" }, { "if-match": header });
    expect([header, answer.statusCode]).toEqual([header, 412]);
  }
  expect((await ask("PATCH", url, { name: "Musala AD" }, { "if-match": "*" })).statusCode).toBe(200);
  const gone = "/api/companies/0198b1d2-3c4d-7e8f-9a0b-1c2d3e4f5a6b";
  expect((await ask("PATCH", gone, { name: "None" }, { "if-match": tag })).statusCode).toBe(404);
});

test("a guard on what has no version is refused rather than overheard", async () => {
  const answer = await ask(
    "POST",
    "/api/companies",
    { name: "Guarded" },
    { "if-match": '"1-aaaaaaaaaaaaaaaa"' },
  );
  expect([answer.statusCode, answer.json().code, answer.json().field]).toEqual([
    400,
    "bad_request",
    "If-Match",
  ]);
});

test("of twenty guarded changes at once one is made", async () => {
  const { url, tag } = await company("Stara planina");
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      ask("PATCH", url, { name: `Balkan ${index}` }, { "if-match": tag }),
    ),
  );
  const codes = answers.map(({ statusCode }) => statusCode).sort();
  expect(codes).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
  expect((await ask("GET", url)).json().version).toBe(2);
});
