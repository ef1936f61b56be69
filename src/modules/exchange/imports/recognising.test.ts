import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImportDetails, ImportPreview, Mapping, PlannedRows } from "#exchange/contract";
import { everyRight } from "../../../../test/builders.ts";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { modules } from "../../../server/modules.ts";

const runSession = modules.find(({ name }) => name === "exchange")?.jobs?.["exchange.import"];

let door: FrontDoor;
let dataFolder: string;
let key: { readonly authorization: string };

beforeAll(async () => {
  door = await openFrontDoor();
  dataFolder = await mkdtemp(join(tmpdir(), "rapport-recognising-"));
  Object.assign(door.runtime.settings, { dataFolder });
  key = await door.key(everyRight);
});

afterAll(() => rm(dataFolder, { recursive: true, force: true }));

async function ask<T>(method: "GET" | "POST" | "PUT", url: string, payload?: object | Buffer): Promise<T> {
  const type = Buffer.isBuffer(payload) ? { "content-type": "application/octet-stream" } : {};
  const answer = await door.ask({
    method,
    url,
    headers: { ...key, ...type, "rapport-duplicate": "allow" },
    ...(payload && { payload }),
  });
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return String(answer.headers["content-type"]).includes("json") ? answer.json() : (answer.body as T);
}

const make = async (path: string, values: object): Promise<string> =>
  (await ask<{ id: string }>("POST", `/api/${path}`, values)).id;
const read = <T = Record<string, unknown>>(path: string) => ask<T>("GET", `/api/${path}`);

async function prepared(lines: readonly string[], how: Partial<Mapping>): Promise<ImportDetails> {
  const file = Buffer.from(`${lines.join("\n")}\n`);
  const one = await ask<ImportDetails>(
    "POST",
    `/api/imports?name=${how.object ?? "people"}.csv&object=${how.object ?? "person"}`,
    file,
  );
  return ask<ImportDetails>("PUT", `/api/imports/${one.id}/mapping`, { ...one.mapping, ...how });
}

const preview = (id: string) => ask<ImportPreview>("POST", `/api/imports/${id}/preview`);
const rows = (id: string, query = "") => read<PlannedRows>(`imports/${id}/preview-rows?${query}`);

async function run({ id, session_id }: ImportDetails): Promise<ImportDetails> {
  await ask("POST", `/api/imports/${id}/run`, { session: false });
  await runSession?.(door.runtime, { session: session_id });
  return read<ImportDetails>(`imports/${id}`);
}

test("what is empty is filled, what is said stays, parts of an address among them", async () => {
  const id = await make("people", {
    name: { given: "Rada", family: "Kirova" },
    email: "rada@fill.example",
    job_title: "Buyer",
    address: { city: "Varna" },
  });
  const one = await prepared(
    ["Email,Job title,Phone,City,Street", "rada@fill.example,Director,+359 52 111 222,Sofia,Slivnitsa 5"],
    { keys: ["email"], existing: "fill" },
  );
  const [planned] = (await rows(one.id)).data;
  expect(planned).toMatchObject({ outcome: "updated", record: { id, title: "Rada Kirova" } });
  expect(planned?.changes.map(({ field }) => field).sort()).toEqual(["address", "phone"]);
  expect((await run(one)).counts).toEqual({ created: 0, updated: 1, unchanged: 0, failed: 0 });
  expect(await read(`people/${id}`)).toMatchObject({
    job_title: "Buyer",
    phone: "+359 52 111 222",
    address: { city: "Varna", street: "Slivnitsa 5" },
  });
});

test("several keys are tried in their order; a row that finds nobody may be refused", async () => {
  const byPhone = await make("people", { name: { family: "Pavlov" }, phone: "+359 2 700 00 01" });
  const byMail = await make("people", { name: { family: "Pavlova" }, email: "p@keys.example" });
  const lines = [
    "Email,Phone,Job title",
    "p@keys.example,+359 2 700 00 01,First",
    "new@keys.example,+359 2 700 00 01,Second",
    "nobody@keys.example,,Third",
  ];
  const one = await prepared(lines, { keys: ["email", "phone"], existing: "update", absent: "fail" });
  const planned = await preview(one.id);
  expect(planned.counts).toEqual({ created: 0, updated: 2, unchanged: 0, failed: 1 });
  expect(planned.problems).toMatchObject([{ row: 4, code: "record_absent" }]);
  expect((await run(one)).counts).toEqual(planned.counts);
  expect(await read(`people/${byMail}`)).toMatchObject({ job_title: "First" });
  expect(await read(`people/${byPhone}`)).toMatchObject({ job_title: "Second", email: "new@keys.example" });
});

test("by likeness a row finds who is written otherwise, and nobody whom the same file made", async () => {
  const id = await make("people", {
    name: { given: "Георги", family: "Димитров" },
    phone: "+359 888 400 500",
    birth_date: "1980-02-03",
  });
  const lines = [
    "Given name,Family name,Phone,Birth date,Job title",
    "Georgi,Dimitrov,0888 400 500,1980-02-03,Found",
    "Georgi,Georgiev,0888 999 500,1981-02-03,New",
    "Georgi,Georgiev,0888 999 500,1981-02-03,New too",
  ];
  const one = await prepared(lines, { keys: [], alike: true, existing: "update" });
  expect((await preview(one.id)).counts).toEqual({ created: 2, updated: 1, unchanged: 0, failed: 0 });
  expect((await run(one)).counts).toEqual({ created: 2, updated: 1, unchanged: 0, failed: 0 });
  expect(await read(`people/${id}`)).toMatchObject({ job_title: "Found" });
});

test("who is to be asked decides row by row before anything is written; what nobody decided stays out and says so", async () => {
  const names = ["Anev", "Banev", "Vanev", "Ganev"];
  const ids: string[] = [];
  for (const [at, family] of names.entries())
    ids.push(await make("people", { name: { family }, email: `${at}@ask.example`, job_title: "Before" }));
  const lines = [
    "Email,Family name,Job title",
    ...names.map((name, at) => `${at}@ask.example,${name},After`),
  ];
  const one = await prepared([...lines, "new@ask.example,Denev,After"], { keys: ["email"], existing: "ask" });
  expect(await preview(one.id)).toMatchObject({ known: 4, counts: { created: 1, failed: 4 } });
  const known = await rows(one.id, "only=known&limit=3");
  expect(known.data.map(({ row, record }) => [row, record?.id])).toEqual([
    [2, ids[0]],
    [3, ids[1]],
    [4, ids[2]],
  ]);
  expect((await rows(one.id, `only=known&after=${known.next}`)).data.map(({ row }) => row)).toEqual([5]);
  const decided = { "2": "update", "3": "skip", "4": "create" };
  await ask("PUT", `/api/imports/${one.id}/mapping`, { ...one.mapping, decisions: decided });
  expect((await preview(one.id)).counts).toEqual({ created: 2, updated: 1, unchanged: 1, failed: 1 });
  expect((await run(one)).counts).toEqual({ created: 2, updated: 1, unchanged: 1, failed: 1 });
  const titles = await Promise.all(ids.map(async (id) => (await read(`people/${id}`))["job_title"]));
  expect(titles).toEqual(["After", "Before", "Before", "Before"]);
  expect(await read<string>(`imports/${one.id}/failed.csv`)).toContain("3@ask.example,Ganev,After,");
});

test("what is said once holds for new records where the file says nothing, and for no others", async () => {
  const known = await make("people", { name: { family: "Zlatev" }, email: "z@defaults.example" });
  const lines = [
    "Email,Family name,City",
    "z@defaults.example,Zlatev,",
    "new@defaults.example,Nedev,",
    "own@defaults.example,Ovcharov,Ruse",
  ];
  const defaults = { job_title: "Visitor of the fair", "address.city": "Plovdiv", company: "Fair Guests" };
  const one = await prepared(lines, { keys: ["email"], existing: "update", defaults });
  expect((await preview(one.id)).counts).toEqual({ created: 2, updated: 0, unchanged: 1, failed: 0 });
  expect((await run(one)).counts).toEqual({ created: 2, updated: 0, unchanged: 1, failed: 0 });
  const found = await read<{ data: Record<string, unknown>[] }>(
    "people?sort=email&fields=email,job_title,address,company&search=defaults.example",
  );
  expect(found.data).toMatchObject([
    { job_title: "Visitor of the fair", address: { city: "Plovdiv" }, company: { title: "Fair Guests" } },
    { job_title: "Visitor of the fair", address: { city: "Ruse" }, company: { title: "Fair Guests" } },
    { id: known, job_title: null, company: null },
  ]);
  const wrong = await door.ask({
    method: "PUT",
    url: `/api/imports/${one.id}/mapping`,
    headers: key,
    payload: { ...one.mapping, defaults: { nowhere: "x" } },
  });
  expect(wrong.statusCode).toBe(422);
});

test("the dry run of every row is a file that says what would change", async () => {
  await make("people", { name: { family: "Hristov" }, email: "h@dry.example", job_title: "Before" });
  const lines = ["Email,Family name,Job title", "h@dry.example,Hristov,After", "bad,Ivov,After"];
  const others = ["Anev", "Banev", "Vanev"].map((name) => `${name.toLowerCase()}@dry.example,${name},`);
  const one = await prepared([...lines, ...others], { keys: ["email"], existing: "update" });
  const text = await read<string>(`imports/${one.id}/preview.csv`);
  expect(text).toContain("2,Updated,Hristov,");
  expect(text).toContain("Job title: Before → After");
  expect(text).toMatch(/3,Refused,Ivov,,,.*bad/);
});
