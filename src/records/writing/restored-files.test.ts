import { beforeAll, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { type Somebody, somebody } from "../../../test/somebody.ts";
import { fullGrant } from "../contract/index.ts";

let house: FrontDoor;
let maria: Somebody;
let colleague: Somebody;
let company: string;
let picture: string;

beforeAll(async () => {
  house = await openFrontDoor();
  const everything = { objects: { "*": fullGrant }, permissions: ["*"] };
  maria = await somebody(house, "Maria", everything);
  colleague = await somebody(house, "Ivan", everything);
  picture = await upload(maria);
  company = await make("Acme", maria, { picture });
  expect(await put(company, null, maria)).toBe(200);
});

test("a file that stood in the field is put back by a colleague who may change the record", async () => {
  expect(await put(company, picture, colleague)).toBe(200);
  expect((await ask("GET", `/api/companies/${company}`)).body.picture).toMatchObject({ id: picture });
});

test("an undo puts it back likewise", async () => {
  expect(await put(company, null, colleague)).toBe(200);
  expect((await ask("POST", "/api/undo", {})).body).toMatchObject({ undone: 1, skipped: { refused: 0 } });
  expect((await ask("GET", `/api/companies/${company}`)).body.picture).toMatchObject({ id: picture });
});

test("nobody hangs another's file where it never stood: on another record, a new one, or in another field", async () => {
  const other = await make("Other", colleague);
  expect(await put(other, picture, colleague)).toBe("link_not_found");
  const made = await ask("POST", "/api/companies", { name: "New", picture });
  expect([made.status, made.body.code]).toEqual([422, "link_not_found"]);
  const never = await upload(maria);
  expect(await put(company, never, colleague)).toBe("link_not_found");
  const field = await ask("POST", "/api/objects/company/fields", {
    label: { en: "Contract" },
    kind: { type: "file" },
  });
  expect(field.status).toBe(201);
  const change = await ask("PATCH", `/api/companies/${company}`, { [field.body.name]: picture });
  expect([change.status, change.body.code]).toEqual([422, "link_not_found"]);
});

test("what was written in a text field of the same name before it was removed for good is no file of it", async () => {
  const field = (kind: string) => ({ label: { en: "Paper" }, kind: { type: kind } });
  const hidden = await upload(maria);
  const { name } = (await ask("POST", "/api/objects/company/fields", field("text"))).body;
  for (const value of [hidden, ""])
    expect((await ask("PATCH", `/api/companies/${company}`, { [name]: value })).status).toBe(200);
  const { database } = house.runtime;
  await database.deleteFrom("field_definitions").where("name", "=", name).execute();
  await house.runtime.recheckAccess();
  expect((await ask("POST", "/api/objects/company/fields", field("file"))).body).toMatchObject({ name });
  const change = await ask("PATCH", `/api/companies/${company}`, { [name]: hidden });
  expect([change.status, change.body.code]).toEqual([422, "link_not_found"]);
});

async function ask(method: "GET" | "POST" | "PATCH", url: string, payload?: object, who = colleague) {
  const answer = await house.ask({ method, url, headers: who.headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json() };
}

async function make(name: string, who: Somebody, values: object = {}): Promise<string> {
  return (await ask("POST", "/api/companies", { name, ...values }, who)).body.id;
}

/** Hangs the file on the company, or takes it off; answers the status, or why not. */
async function put(id: string, file: string | null, who: Somebody): Promise<unknown> {
  const { status, body } = await ask("PATCH", `/api/companies/${id}`, { picture: file }, who);
  return status < 300 ? status : body.code;
}

async function upload(who: Somebody): Promise<string> {
  const form = new FormData();
  form.append("file", new File(["inside"], "picture.txt", { type: "text/plain" }));
  const body = new Response(form);
  const answer = await house.ask({
    method: "POST",
    url: "/api/files",
    headers: { ...who.headers, "content-type": body.headers.get("content-type") ?? "" },
    payload: Buffer.from(await body.arrayBuffer()),
  });
  return answer.json().id;
}
