import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImportDetails, ImportTemplate } from "#exchange/contract";
import { everyRight } from "../../../../test/builders.ts";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";

let door: FrontDoor;
let dataFolder: string;
let key: { readonly authorization: string };

beforeAll(async () => {
  door = await openFrontDoor();
  dataFolder = await mkdtemp(join(tmpdir(), "rapport-templates-"));
  Object.assign(door.runtime.settings, { dataFolder });
  key = await door.key(everyRight);
});

afterAll(() => rm(dataFolder, { recursive: true, force: true }));

async function ask<T>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  url: string,
  payload?: object | Buffer,
  as = key,
): Promise<{ readonly status: number; readonly body: T }> {
  const type = Buffer.isBuffer(payload) ? { "content-type": "application/octet-stream" } : {};
  const answer = await door.ask({ method, url, headers: { ...as, ...type }, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : (undefined as T) };
}

async function upload(text: string, as = key): Promise<ImportDetails> {
  return (await ask<ImportDetails>("POST", "/api/imports?name=list.csv", Buffer.from(text), as)).body;
}

const listed = async (as = key) =>
  (await ask<{ data: ImportTemplate[] }>("GET", "/api/import-templates", undefined, as)).body.data;

/** What goes where, by heading. */
function places({ columns, mapping }: ImportDetails): Record<string, string> {
  return Object.fromEntries(
    (mapping?.assignments ?? []).map(({ column, target }) => [columns[column]?.name ?? "", target]),
  );
}

test("what was decided once is known by its columns, in whatever order they come, and by name for any other file", async () => {
  const first = await upload("Title,Where,Code\nAcme,Sofia,A1\n");
  const assignments = [
    { column: 0, target: "name" },
    { column: 1, target: "address.city" },
    { column: 2, target: "registration_number" },
  ];
  const mapping = { object: "company", assignments, keys: ["registration_number"], existing: "fill" };
  await ask("PUT", `/api/imports/${first.id}/mapping`, { ...mapping, decisions: { "2": "skip" } });
  const saved = await ask<ImportTemplate>("POST", "/api/import-templates", {
    import: first.id,
    name: "Monthly list",
  });
  expect(saved.body).toMatchObject({ object: "company", headings: ["Title", "Where", "Code"] });

  const again = await upload("Code,Title,Where\nB2,Beta,Varna\n");
  expect(again).toMatchObject({ object: "company", template: saved.body.id });
  expect(places(again)).toEqual({ Title: "name", Where: "address.city", Code: "registration_number" });
  expect(again.mapping).toMatchObject({ keys: ["registration_number"], existing: "fill" });
  expect(again.mapping?.decisions).toBeUndefined();

  const other = await upload("Title,Something\nGamma,1\n");
  expect(other.template).toBeNull();
  const path = `/api/imports/${other.id}/template`;
  const applied = (await ask<ImportDetails>("POST", path, { template: saved.body.id })).body;
  expect(places(applied)).toEqual({ Title: "name" });
  expect(applied.mapping?.keys).toEqual([]);
});

test("one of the same name is replaced, and a removed one is no more", async () => {
  const one = await upload("Name,Town\nDelta,Ruse\n");
  const save = (name: string) =>
    ask<ImportTemplate>("POST", "/api/import-templates", { import: one.id, name });
  const { body } = await save("Towns");
  expect((await save("TOWNS")).body.id).toBe(body.id);
  expect((await listed()).filter(({ id }) => id === body.id).map(({ name }) => name)).toEqual(["TOWNS"]);
  expect((await ask("DELETE", `/api/import-templates/${body.id}`)).status).toBe(204);
  expect((await listed()).some(({ id }) => id === body.id)).toBe(false);
  expect((await ask("DELETE", `/api/import-templates/${body.id}`)).status).toBe(404);
});

test("who may not write the records of a template does not see it", async () => {
  const one = await upload("Name,Street\nZeta,Long 1\n");
  const { body } = await ask<ImportTemplate>("POST", "/api/import-templates", {
    import: one.id,
    name: "Streets",
  });
  const stranger = await door.key({ objects: {}, permissions: ["imports:run"] });
  expect(await listed(stranger)).toEqual([]);
  expect((await ask("DELETE", `/api/import-templates/${body.id}`, undefined, stranger)).status).toBe(404);
  expect((await upload("Name,Street\nEta,Long 2\n", stranger)).template).toBeNull();
});

test("another's template is used, but neither replaced nor removed", async () => {
  const one = await upload("Name,Post code\nTheta,1000\n");
  const { body } = await ask<ImportTemplate>("POST", "/api/import-templates", {
    import: one.id,
    name: "Codes",
  });
  const colleague = await door.key({ objects: everyRight.objects, permissions: ["imports:run"] });
  await door.runtime.runAsSystem((work) =>
    sql`update import_templates set created_by = null where id = ${body.id}::uuid`.execute(work.db),
  );
  const theirs = await upload("Name,Post code\nIota,2000\n", colleague);
  expect(theirs.template).toBe(body.id);
  const saved = { import: theirs.id, name: "codes" };
  expect((await ask("POST", "/api/import-templates", saved, colleague)).status).toBe(409);
  expect((await ask("DELETE", `/api/import-templates/${body.id}`, undefined, colleague)).status).toBe(403);
  expect((await ask("DELETE", `/api/import-templates/${body.id}`)).status).toBe(204);
});
