import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExportSummary } from "#exchange/contract";
import { createMany } from "#records";
import { noGrant } from "#records/contract";
import { everyRight } from "../../../../test/builders.ts";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { modules } from "../../../server/modules.ts";

const jobs = modules.find(({ name }) => name === "exchange")?.jobs ?? {};
const companies = 2500;

let door: FrontDoor;
let folder: string;
let key: { readonly authorization: string };

beforeAll(async () => {
  door = await openFrontDoor();
  folder = await mkdtemp(join(tmpdir(), "rapport-export-"));
  Object.assign(door.runtime.settings, { dataFolder: folder });
  key = await door.key(everyRight);
  await door.runtime.runAsSystem((work) =>
    createMany(
      work,
      "company",
      Array.from({ length: companies }, (_, index) => ({ name: `Company ${index}`, employees: index })),
    ),
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function ask<T>(method: "GET" | "POST" | "DELETE", path: string, payload?: object, as = key) {
  const answer = await door.ask({
    method,
    url: `/api/export-files${path}`,
    headers: as,
    ...(payload && { payload }),
  });
  const isJson = /json\b(?!l)/.test(String(answer.headers["content-type"]).replace("x-ndjson", ""));
  return {
    ...answer,
    status: answer.statusCode,
    text: answer.payload,
    data: (isJson ? answer.json() : null) as T,
  };
}

const start = async (more: object = {}) =>
  (
    await ask<ExportSummary>("POST", "", {
      object: "companies",
      format: "csv",
      fields: "name,employees",
      sort: "employees",
      ...more,
    })
  ).data;

const look = async (id: string) => (await ask<ExportSummary>("GET", `/${id}`)).data;
const run = (id: string, stopping?: AbortSignal) =>
  jobs["exchange.export"]?.(door.runtime, { export: id }, stopping);
const sweep = () => jobs["exchange.sweep"]?.(door.runtime, {});
const discard = (id: string) => ask("DELETE", `/${id}`);
const filesOf = async (id: string) =>
  (await readdir(join(folder, "exports")).catch(() => [])).filter((name) => name.startsWith(id));

test("a list is written in the background, and waits for the one who asked", async () => {
  const begun = await start();
  expect(begun).toMatchObject({ state: "waiting", rows: companies, processed: 0, size: null });
  expect((await ask("GET", `/${begun.id}/content`)).status).toBe(404);
  await run(begun.id);
  const done = await look(begun.id);
  expect(done).toMatchObject({ state: "done", rows: companies, processed: companies });
  const file = await ask("GET", `/${begun.id}/content`);
  expect(file.status).toBe(200);
  expect(file.headers["content-disposition"]).toMatch(
    /^attachment; filename\*=UTF-8''companies-\d{4}-\d\d-\d\d\.csv$/,
  );
  expect(Number(file.headers["content-length"])).toBe(done.size);
  expect(file.text.trimEnd().split("\r\n")).toHaveLength(companies + 1);
  expect((await stat(join(folder, "exports", begun.id))).mode & 0o777).toBe(0o600);
  expect((await ask<{ data: ExportSummary[] }>("GET", "")).data.data.map(({ id }) => id)).toEqual([begun.id]);
  await discard(begun.id);
  expect(await filesOf(begun.id)).toEqual([]);
});

test("chosen records alone leave where some were chosen", async () => {
  const answer = await door.ask({ url: "/api/companies?limit=3&sort=employees", headers: key });
  const ids = answer.json<{ data: { id: string }[] }>().data.map(({ id }) => id);
  const { id } = await start({ ids });
  await run(id);
  expect((await ask("GET", `/${id}/content`)).text.trimEnd().split("\r\n").slice(1)).toEqual([
    "Company 0,0",
    "Company 1,1",
    "Company 2,2",
  ]);
  await discard(id);
});

test("nobody else sees it, not even whoever may do everything, and no key that may less", async () => {
  const { id } = await start();
  await run(id);
  const { rows } = await sql<{
    id: string;
  }>`insert into users (name) values ('Somebody else') returning id`.execute(door.runtime.database);
  await sql`update exports set created_by = ${rows[0]?.id}::uuid where id = ${id}::uuid`.execute(
    door.runtime.database,
  );
  for (const path of [`/${id}`, `/${id}/content`]) expect((await ask("GET", path)).status).toBe(404);
  expect((await discard(id)).status).toBe(404);
  await sql`update exports set created_by = (select id from users where name <> 'Somebody else' limit 1)
    where id = ${id}::uuid`.execute(door.runtime.database);
  const company = { ...noGrant, read: "all", export: true } as const;
  const narrower = await door.key({
    objects: { company: { ...company, fields: { employees: "hidden" } } },
    permissions: [],
  });
  expect((await ask("GET", `/${id}/content`, undefined, narrower)).status).toBe(404);
  const unable = await door.key({ objects: { company: { ...company, export: false } }, permissions: [] });
  expect((await ask("GET", `/${id}/content`, undefined, unable)).status).toBe(404);
  expect((await ask("POST", "", { object: "companies", format: "csv" }, unable)).status).toBe(403);
  await discard(id);
});

test("an export is never wider than the key that asked for it", async () => {
  const narrow = await door.key({
    objects: { company: { ...noGrant, read: "all", export: true, fields: { employees: "hidden" } } },
    permissions: [],
  });
  const { data } = await ask<ExportSummary>("POST", "", { object: "companies", format: "jsonl" }, narrow);
  await run(data.id);
  const { text } = await ask("GET", `/${data.id}/content`, undefined, narrow);
  expect(text).toContain("Company 7");
  expect(text).not.toContain("employees");
  await discard(data.id);
});

test("who is gone by the time it runs gets nothing", async () => {
  const { id } = await start();
  const { rows } = await sql<{
    id: string;
  }>`insert into users (name, active) values ('Gone', false) returning id`.execute(door.runtime.database);
  await sql`update exports set created_by = ${rows[0]?.id}::uuid where id = ${id}::uuid`.execute(
    door.runtime.database,
  );
  await run(id);
  const after = await sql<{ state: string; problem: { code: string } }>`select state, problem from exports
    where id = ${id}::uuid`.execute(door.runtime.database);
  expect(after.rows[0]).toMatchObject({ state: "failed", problem: { code: "not_allowed" } });
  expect(await filesOf(id)).toEqual([]);
  await sql`delete from exports`.execute(door.runtime.database);
});

test("stopped by the end of the process it begins anew, killed too, and half a file is never offered", async () => {
  const { id } = await start();
  await run(id, AbortSignal.abort());
  expect(await look(id)).toMatchObject({ state: "waiting", size: null });
  expect(await filesOf(id)).toEqual([]);
  // What a writer leaves that was killed in its midst.
  const dead = "01920000-0000-7000-8000-000000000001";
  await sql`update exports set state = 'running', run_id = ${dead}::uuid, processed = 1000, touched_at = now() - interval '1 hour'
    where id = ${id}::uuid`.execute(door.runtime.database);
  await writeFile(join(folder, "exports", `${id}.${dead}`), "half");
  expect((await ask("GET", `/${id}/content`)).status).toBe(404);
  await run(id);
  expect(await look(id)).toMatchObject({ state: "done", processed: companies });
  await sweep();
  expect(await filesOf(id)).toEqual([id]);
  await discard(id);
});

test("what is stopped while it runs leaves nothing behind", async () => {
  const { id } = await start({ format: "parquet" });
  const { runtime } = door;
  const { actorOf } = runtime;
  let asked = 0;
  // After the first page somebody takes it back.
  const interrupted = Object.create(runtime, {
    actorOf: {
      value: async (user: string) => {
        if (++asked === 4) await discard(id);
        return actorOf(user);
      },
    },
  }) as typeof runtime;
  await jobs["exchange.export"]?.(interrupted, { export: id });
  expect(asked).toBeGreaterThanOrEqual(4);
  expect((await ask("GET", `/${id}`)).status).toBe(404);
  expect(await filesOf(id)).toEqual([]);
});

test("one may have a few under way, and a file is kept for a week", async () => {
  const begun = [await start(), await start(), await start()];
  expect((await ask<{ code: string }>("POST", "", { object: "companies", format: "csv" })).data.code).toBe(
    "too_many",
  );
  for (const { id } of begun) await run(id);
  await sql`update exports set finished_at = now() - interval '8 days'`.execute(door.runtime.database);
  await sweep();
  expect((await ask<{ data: unknown[] }>("GET", "")).data.data).toEqual([]);
  expect(await readdir(join(folder, "exports"))).toEqual([]);
});

test("what kills its process again and again is given up", async () => {
  const { id } = await start();
  await sql`update exports set state = 'running', runs = 5 where id = ${id}::uuid`.execute(
    door.runtime.database,
  );
  await run(id);
  const failed = await look(id);
  expect(failed.state).toBe("failed");
  expect(failed.problem).toBeTruthy();
  await expect(readFile(join(folder, "exports", id))).rejects.toThrow("ENOENT");
});
