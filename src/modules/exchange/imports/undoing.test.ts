import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImportDetails, ImportUndo } from "#exchange/contract";
import { noGrant } from "#records/contract";
import { modules } from "../../../server/modules.ts";
import { everyRight } from "../../../../test/builders.ts";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";

const jobs = modules.find(({ name }) => name === "exchange")?.jobs ?? {};

let door: FrontDoor;
let dataFolder: string;
let key: { readonly authorization: string };

beforeAll(async () => {
  door = await openFrontDoor();
  dataFolder = await mkdtemp(join(tmpdir(), "rapport-undo-"));
  Object.assign(door.runtime.settings, { dataFolder });
  key = await door.key(everyRight);
});

afterAll(() => rm(dataFolder, { recursive: true, force: true }));

async function ask<T>(method: "GET" | "POST" | "PATCH" | "DELETE", url: string, payload?: object, as = key) {
  const headers = {
    ...as,
    ...(Buffer.isBuffer(payload) ? { "content-type": "application/octet-stream" } : {}),
  };
  const answer = await door.ask({ method, url, headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: (answer.payload ? answer.json() : null) as T };
}

async function importPeople(rows: readonly string[]): Promise<ImportDetails> {
  const text = `Name,Email,Company,Job title\n${rows.join("\n")}\n`;
  const { body: one } = await ask<ImportDetails>(
    "POST",
    "/api/imports?name=people.csv&object=person",
    Buffer.from(text),
  );
  await ask("POST", `/api/imports/${one.id}/run`, { session: false });
  await jobs["exchange.import"]?.(door.runtime, { session: one.session_id });
  return (await ask<ImportDetails>("GET", `/api/imports/${one.id}`)).body;
}

async function undo(id: string, anyway = false): Promise<ImportUndo> {
  expect((await ask("POST", `/api/imports/${id}/undo`, { anyway })).status).toBe(202);
  await jobs["exchange.undo_import"]?.(door.runtime, { import: id });
  return (await ask<ImportUndo>("GET", `/api/imports/${id}/undo`)).body;
}

/** What is in use, but for when and by whom it was written last. */
async function inUse(): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of ["parties", "contact_points", "relations", "deals", "tasks", "notes"]) {
    const { rows } = await door.pool.query<{ row: object }>(
      `select to_jsonb(t) - '{version,updated_at,updated_by}'::text[] as row from ${table} t
        where archived_at is null order by id`,
    );
    all[table] = rows.map(({ row }) => row);
  }
  return all;
}

/** A name without digits: 27 is Bba. */
const nameOf = (number: number): string =>
  `B${[...number.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join("")}`;

interface Person {
  readonly id: string;
  readonly email: string;
  readonly job_title: string | null;
}

const people = async (): Promise<Person[]> =>
  (await ask<{ data: Person[] }>("GET", "/api/people?sort=email&limit=200")).body.data;

test("taken back, everything in use is as it was: made ones are gone with what was made by name, changed ones have their earlier values", async () => {
  for (const name of ["ana", "boris"])
    await ask("POST", "/api/people", {
      name: { given: name },
      email: `${name}@mail.example`,
      job_title: "Buyer",
      phone: "+359 2 987 6543",
    });
  const before = await inUse();
  const rows = Array.from(
    { length: 700 },
    (_, at) => `${nameOf(at)} Novak,new${at}@mail.example,Company ${at % 40},Seller`,
  );
  const done = await importPeople([
    "Ana,ana@mail.example,Company 1,Director",
    ...rows,
    "Boris,boris@mail.example,,Head",
  ]);
  expect(done.counts).toEqual({ created: 700, updated: 2, unchanged: 0, failed: 0 });
  const told = await undo(done.id);
  expect(told).toMatchObject({ state: "done", possible: false, progress: 1, stays: 0, examples: [] });
  expect(told.records).toBe(702 + 40);
  expect(await inUse()).toEqual(before);
});

test("what somebody changed since stays and is told, until it is to go as well", async () => {
  await ask("POST", "/api/people", {
    name: { given: "Vera" },
    email: "vera@mail.example",
    job_title: "Buyer",
  });
  const before = await inUse();
  const done = await importPeople([
    "Vera,vera@mail.example,,Director",
    "Ida,ida@mail.example,,Clerk",
    "Jan,jan@mail.example,,Clerk",
    "Kim,kim@mail.example,,Clerk",
  ]);
  const [vera, ida, jan] = ["vera", "ida", "jan"].map((name) => `${name}@mail.example`);
  const idOf = async (email?: string) => (await people()).find((one) => one.email === email)?.id ?? "";
  const [veraId, idaId, janId] = [await idOf(vera), await idOf(ida), await idOf(jan)];
  await ask("PATCH", `/api/people/${veraId}`, { job_title: "Chief" });
  await ask("PATCH", `/api/people/${idaId}`, { job_title: "Senior clerk" });
  await ask("POST", "/api/notes", { party: janId, body: "Met at the fair" });
  const told = await undo(done.id);
  expect(told).toMatchObject({ state: "done", possible: true, records: 1, stays: 3 });
  expect(told.examples).toEqual(
    expect.arrayContaining([
      { object: "person", id: veraId, field: "job_title", title: "Vera" },
      { object: "person", id: idaId, field: null, title: "Ida" },
      { object: "person", id: janId, field: null, title: "Jan" },
    ]),
  );
  expect((await people()).map(({ email }) => email)).toEqual(expect.arrayContaining([ida, jan, vera]));
  expect(await idOf("kim@mail.example")).toBe("");
  const rest = await undo(done.id, true);
  expect(rest).toMatchObject({ state: "done", possible: false, stays: 0 });
  expect(await inUse()).toEqual(before);
});

test("an import that is killed while it is taken back goes on where it was", async () => {
  const before = await inUse();
  const rows = Array.from({ length: 1200 }, (_, at) => `${nameOf(at)} Marin,cut${at}@mail.example,,Clerk`);
  const done = await importPeople(rows);
  expect(done.counts).toMatchObject({ created: 1200 });
  await ask("POST", `/api/imports/${done.id}/undo`, {});
  const stopping = new AbortController();
  stopping.abort();
  await jobs["exchange.undo_import"]?.(door.runtime, { import: done.id }, stopping.signal);
  const halfway = (await ask<ImportUndo>("GET", `/api/imports/${done.id}/undo`)).body;
  expect(halfway).toMatchObject({ state: "running", possible: false });
  expect(halfway.progress).toBeGreaterThan(0);
  expect(halfway.progress).toBeLessThan(1);
  expect((await ask<{ code: string }>("POST", `/api/imports/${done.id}/undo`, {})).body.code).toBe(
    "import_not_ready",
  );
  await jobs["exchange.undo_import"]?.(door.runtime, { import: done.id });
  expect(await inUse()).toEqual(before);
});

test("it takes the rights of who takes it back, as they are then", async () => {
  const done = await importPeople(["Lea,lea@mail.example,,Clerk"]);
  const helper = await door.key({
    objects: { ...everyRight.objects, person: { ...noGrant, read: "all", change: "all" } },
    permissions: ["*"],
  });
  expect((await ask("POST", `/api/imports/${done.id}/undo`, {}, helper)).status).toBe(202);
  await jobs["exchange.undo_import"]?.(door.runtime, { import: done.id });
  const { body } = await ask<ImportUndo>("GET", `/api/imports/${done.id}/undo`);
  expect(body).toMatchObject({ records: 0, stays: 1 });
  const stranger = await door.key({ objects: {}, permissions: ["imports:run"] });
  expect((await ask("GET", `/api/imports/${done.id}/undo`, undefined, stranger)).status).toBe(404);
  expect((await ask("POST", `/api/imports/${done.id}/undo`, {}, stranger)).status).toBe(404);
});

test("stages, pipelines and firms that came along with deals go with them, but where somebody else's deal stands", async () => {
  const stages = async () => {
    const named = ["stages", "pipelines"].map(async (path) =>
      (await ask<{ data: { name: string }[] }>("GET", `/api/${path}?limit=200`)).body.data.map(
        ({ name }) => name,
      ),
    );
    return (await Promise.all(named)).flat().sort();
  };
  const before = [await inUse(), await stages()];
  const importDeals = async () => {
    const lines = Array.from(
      { length: 600 },
      (_, at) => `Deal ${at},Moved in,${at % 2 ? "Prospecting" : "Engaging"},Firm ${at % 9}`,
    );
    const { body: one } = await ask<ImportDetails>(
      "POST",
      "/api/imports?name=deals.csv&object=deal",
      Buffer.from(`Deal name,Pipeline,Stage,Company\n${lines.join("\n")}\n`),
    );
    await ask("POST", `/api/imports/${one.id}/run`, { session: false });
    await jobs["exchange.import"]?.(door.runtime, { session: one.session_id });
    return (await ask<ImportDetails>("GET", `/api/imports/${one.id}`)).body;
  };
  const done = await importDeals();
  expect(done.counts).toMatchObject({ created: 600, failed: 0 });
  expect(await undo(done.id)).toMatchObject({ state: "done", progress: 1, stays: 0 });
  expect([await inUse(), await stages()]).toEqual(before);

  const again = await importDeals();
  const { body } = await ask<{ data: { id: string; version: number; stage: { title: string } }[] }>(
    "GET",
    "/api/deals?limit=1&filter=stage.name is Prospecting",
  );
  await ask("PATCH", `/api/deals/${body.data[0]?.id}`, { description: "Ours now" });
  const told = await undo(again.id);
  expect(told).toMatchObject({ state: "done", possible: true });
  expect(told.examples.map(({ object }) => object)).toEqual(expect.arrayContaining(["deal", "stage"]));
  expect(await stages()).toEqual(expect.arrayContaining(["Moved in", "Prospecting"]));
  expect(await undo(again.id, true)).toMatchObject({ state: "done", possible: false, stays: 0 });
  expect([await inUse(), await stages()]).toEqual(before);
});

test("a value that somebody else has meanwhile cannot come back: it stays and is told", async () => {
  const { body: product } = await ask<{ id: string; version: number }>("POST", "/api/products", {
    name: "Lamp",
    code: "L-1",
  });
  const { body: one } = await ask<ImportDetails>(
    "POST",
    "/api/imports?name=products.csv&object=product",
    Buffer.from("Product name,Code,Description\nLamp,L-2,Bright\n"),
  );
  const mapping = { ...one.mapping, keys: ["name"], existing: "update" };
  await door.ask({ method: "PUT", url: `/api/imports/${one.id}/mapping`, headers: key, payload: mapping });
  await ask("POST", `/api/imports/${one.id}/run`, { session: false });
  await jobs["exchange.import"]?.(door.runtime, { session: one.session_id });
  await ask("POST", "/api/products", { name: "Other lamp", code: "L-1" });
  const told = await undo(one.id);
  expect(told).toMatchObject({ state: "done", possible: true });
  expect(told.examples).toEqual([{ object: "product", id: product.id, field: "code", title: "Lamp" }]);
  const { body: lamp } = await ask<{ code: string; description: string | null }>(
    "GET",
    `/api/products/${product.id}`,
  );
  expect([lamp.code, lamp.description]).toEqual(["L-2", null]);
});
