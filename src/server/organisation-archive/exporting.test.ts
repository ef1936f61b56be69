import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { modules } from "../modules.ts";
import { openArchive } from "./opening.ts";

let house: FrontDoor;
let folder: string;

beforeAll(async () => {
  house = await openFrontDoor();
  folder = await mkdtemp(join(tmpdir(), "rapport-organisation-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const ask = (method: "GET" | "POST" | "DELETE", url: string, headers: Record<string, string>) =>
  house.ask({ method, url, headers });

const write = (id: string, runtime = house.runtime) =>
  modules.find(({ name }) => name === "exchange")?.jobs?.["exchange.export"]?.(runtime, { export: id });

test("who may, has everything written in the background and fetches it; it is theirs alone and told in the log", async () => {
  const owner = { cookie: house.cookie };
  const started = await ask("POST", "/api/organisation-exports", owner);
  expect(started.statusCode).toBe(202);
  const { id } = started.json<{ id: string }>();
  expect(started.json()).toMatchObject({ object: "organisation", format: "archive", state: "waiting" });
  await write(id);
  const one = (await ask("GET", `/api/export-files/${id}`, owner)).json<{ state: string; size: number }>();
  expect(one).toMatchObject({ state: "done", processed: expect.any(Number) });
  const file = await ask("GET", `/api/export-files/${id}/content`, owner);
  expect(file.headers["content-type"]).toBe("application/zip");
  expect(file.rawPayload.length).toBe(one.size);
  const path = join(folder, "organisation.zip");
  await writeFile(path, file.rawPayload);
  const archive = await openArchive(path);
  expect(archive.manifest).toMatchObject({ organisation: "Vitosha", tables: { users: { rows: 1 } } });
  archive.close();
  const others = await house.key({ objects: {}, permissions: ["organisation:export"] });
  expect((await ask("GET", `/api/export-files/${id}/content`, others)).statusCode).toBe(404);
  const noted = await house.runtime.database
    .selectFrom("history")
    .select("details")
    .where("kind", "=", "exported")
    .execute();
  expect(noted).toEqual([{ details: { format: "archive" } }]);
});

test("who may see all records but not take everything along is refused", async () => {
  const all = { read: "all", change: "all", delete: "all", create: true, export: true, bulk: true } as const;
  const reader = await house.key({ objects: { "*": all }, permissions: [] });
  expect((await ask("POST", "/api/organisation-exports", reader)).json()).toMatchObject({
    code: "not_allowed",
  });
});

test("one that is stopped while it is written ends, and leaves no file", async () => {
  const owner = { cookie: house.cookie };
  const { id } = (await ask("POST", "/api/organisation-exports", owner)).json<{ id: string }>();
  let pages = 0;
  const actorOf: typeof house.runtime.actorOf = async (user) => {
    pages += 1;
    if (pages === 10) await ask("DELETE", `/api/export-files/${id}`, owner);
    return house.runtime.actorOf(user);
  };
  await write(id, { ...house.runtime, actorOf });
  expect(pages).toBeLessThan(15);
  expect((await ask("GET", `/api/export-files/${id}`, owner)).statusCode).toBe(404);
});
