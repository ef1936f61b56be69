import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startProgram } from "./programs.ts";

const folder = mkdtempSync(join(tmpdir(), "rapport-programs-"));
const said = join(folder, "said");
writeFileSync(said, "");
const program = { name: "listener", path: "/usr/bin/tail", words: ["-f", said], folder };
const numberFile = join(folder, "listener.pid");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("what a kill left running is ended at the next start, and a stop leaves nothing", async () => {
  const left = await startProgram(program);
  const before = Number(readFileSync(numberFile, "utf8"));
  expect(existsSync(`/proc/${before}`)).toBe(true);
  const next = await startProgram(program);
  await left.over;
  const number = Number(readFileSync(numberFile, "utf8"));
  expect(number).not.toBe(before);
  await next.stop();
  expect([existsSync(`/proc/${number}`), existsSync(numberFile)]).toEqual([false, false]);
});

test("a program that has the number of ours but is another is left alone", async () => {
  const stranger = await startProgram({ ...program, name: "stranger", words: ["-f", "/dev/null"] });
  const number = readFileSync(join(folder, "stranger.pid"), "utf8");
  writeFileSync(numberFile, number);
  const own = await startProgram(program);
  expect(existsSync(`/proc/${number}`)).toBe(true);
  await own.stop();
  await stranger.stop();
});

test("of our secrets a program has none", async () => {
  const own = await startProgram(program);
  const environment = readFileSync(`/proc/${readFileSync(numberFile, "utf8")}/environ`, "utf8");
  const names = environment.split("\0").map((line) => line.split("=", 1)[0]);
  expect(names.filter(Boolean).toSorted()).toEqual(["LANG", "PATH"]);
  await own.stop();
});

test("its last words hold no secret that it was told", async () => {
  const broken = await startProgram({ ...program, words: ["-f", join(folder, "key=a1b2;do=x;password=c3")] });
  const words = await broken.over;
  expect(words).toMatch(/key=….*password=…/);
  expect(words).not.toMatch(/a1b2|c3/);
  await broken.stop();
});

test("one that ends by itself says its last words", async () => {
  const broken = await startProgram({ ...program, words: ["-f", join(folder, "nothing")] });
  expect(await broken.over).toMatch(/^listener: .*nothing/);
  await broken.stop();
});
