import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { emptyPlace, look, openBackedUp } from "../backup/testing/backed-up.ts";

const program = resolve(import.meta.dirname, "../../../bin/rapport.js");

interface Place {
  readonly url: string;
  readonly dataFolder: string;
}

function started({ url, dataFolder }: Place, ...words: readonly string[]) {
  const env = { ...process.env, RAPPORT_DATA: dataFolder, DATABASE_URL: url };
  const child = spawn(process.execPath, [program, ...words], { env });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (part) => (printed.out += String(part)));
  child.stderr.on("data", (part) => (printed.err += String(part)));
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...printed }));
  return { child, ended };
}

const rapport = (place: Place, ...words: readonly string[]) => started(place, ...words).ended;
const tablesIn = (url: string) => look(url, "select tablename from pg_tables where schemaname = 'public'");

test("an organisation is exported, a restore that is killed leaves nothing, the next one brings it, and its owner gets in by a link", {
  timeout: 120_000,
}, async () => {
  const { house, made } = await openBackedUp();
  await made("POST", "/api/companies", { name: "Moved Ltd" });
  const source = { dataFolder: house.runtime.settings.dataFolder, url: house.databaseUrl };
  const target = await emptyPlace();
  const file = join((await emptyPlace()).dataFolder, "organisation.zip");
  expect(await rapport(source, "export-organisation", file)).toMatchObject({ code: 0, err: "" });
  expect(await rapport(source, "export-organisation", file)).toMatchObject({ code: 1 });

  const killed = started(target, "restore-organisation", file);
  await expect
    .poll(() => existsSync(join(target.dataFolder, "restoring")), { timeout: 60_000, interval: 5 })
    .toBe(true);
  killed.child.kill("SIGKILL");
  await killed.ended;
  expect(await tablesIn(target.url)).toEqual([]);
  expect(await rapport(target, "user", "list")).toMatchObject({ code: 1 });
  expect(await tablesIn(target.url)).toEqual([]);

  const restored = await rapport(target, "restore-organisation", file);
  expect(restored).toMatchObject({ code: 0, out: expect.stringMatching(/^Vitosha, .* rows of \d+ tables/) });
  expect(await look(target.url, "select name from parties where name = 'Moved Ltd'")).toHaveLength(1);
  expect(await rapport(target, "user", "invite", "maria@example.com")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^http:.*#/),
  });
  expect(await rapport(target, "restore-organisation", file)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/already holds something/),
  });
});
