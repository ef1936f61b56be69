import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ended, type Installation, openInstallation, within } from "./installation.ts";

const program = resolve(import.meta.dirname, "../../bin/rapport.js");
const folder = mkdtempSync(join(tmpdir(), "rapport-backups-"));
const passphrase = join(folder, "passphrase");
const backup = join(folder, "night.sealed");
const content = "%PDF-1.7 a contract";

let rapport: Installation;

beforeAll(async () => {
  // PostgreSQL, which may run under another account, has to pass.
  chmodSync(folder, 0o711);
  writeFileSync(passphrase, "correct horse battery staple\n", { mode: 0o600 });
  rapport = await openInstallation();
  await rapport.start();
  await made("POST", "/api/objects", {
    one: { en: "Car" },
    many: { en: "Cars" },
    icon: "car",
    navigation: 5,
  });
  await made("POST", "/api/objects/x_car/fields", {
    label: { en: "Plate" },
    kind: { type: "auto_number", digits: 4 },
  });
  await made("POST", "/api/x_cars", { name: "Golf" });
  const form = `--x\r\ncontent-disposition: form-data; name="file"; filename="contract.pdf"\r\ncontent-type: application/pdf\r\n\r\n${content}\r\n--x--\r\n`;
  const multipart = { "content-type": "multipart/form-data; boundary=x" };
  const kept = await rapport.ask("POST", "/api/files", Buffer.from(form), multipart);
  expect(kept.status).toBe(201);
});

afterAll(async () => {
  await rapport?.end();
  rmSync(folder, { recursive: true, force: true });
});

async function made(method: string, path: string, body: unknown): Promise<Record<string, string>> {
  const answer = await rapport.ask(method, path, body);
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as Record<string, string>;
}

function begin(data: string, ...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...words], { env: { ...process.env, RAPPORT_DATA: data } });
}

async function run(data: string, ...words: readonly string[]): Promise<Ended> {
  const child = begin(data, ...words);
  const printed = { out: "", err: "" };
  child.stdout?.on("data", (part) => (printed.out += String(part)));
  child.stderr?.on("data", (part) => (printed.err += String(part)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...printed };
}

test("a backup is taken while people work; a drill proves it; restored elsewhere, everything is there and goes on", async () => {
  let working = true;
  const work = async (): Promise<void> => {
    for (let number = 1; working; number++) await made("POST", "/api/companies", { name: `Busy ${number}` });
  };
  const all = [work(), work()];
  const taken = await rapport.rapport("backup", backup, "--passphrase-file", passphrase);
  working = false;
  await Promise.all(all);
  expect(taken).toMatchObject({ code: 0, out: `${backup}\n` });
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  expect(readFileSync(backup).includes("Busy")).toBe(false);
  const drilled = await rapport.rapport("drill", backup, "--passphrase-file", passphrase);
  expect(drilled.out).toMatch(/The log is whole: .*\nThe backup can be restored/);
  const elsewhere = mkdtempSync(join(folder, "restored-"));
  const restored = await run(elsewhere, "restore", backup, "--passphrase-file", passphrase);
  expect(restored).toMatchObject({ code: 0, err: "" });
  expect(readFileSync(join(elsewhere, "secret"), "utf8")).toBe(
    readFileSync(join(rapport.folder, "secret"), "utf8"),
  );
  expect((await run(elsewhere, "audit", "verify")).out).toMatch(/^The log is whole/);
  const [file] = filesIn(join(elsewhere, "files"));
  expect(readFileSync(file ?? "", "utf8")).toBe(content);
  await assertGoesOn(elsewhere);
});

async function assertGoesOn(data: string): Promise<void> {
  const restored = await openInstallation({}, data);
  try {
    await restored.start();
    const answer = await restored.ask("POST", "/api/x_cars", { name: "Polo" });
    expect(await answer.json()).toMatchObject({ x_plate: "0002" });
    // Heard by the subscriptions: news are not kept back by the numbers of another server's transactions.
    await within(30, async () => {
      const [waiting] = await restored.rows<{ count: number }>(`select count(*)::int from event_cursors c
        join events e on (e.transaction, e.sequence) > (c.transaction, c.sequence)`);
      return waiting?.count === 0;
    });
    const [told] = await restored.rows<{ parties: number; told: number }>(`
      select (select count(*)::int from parties) as parties, (select count(distinct record_id)::int
        from history join parties on parties.id = record_id where history.kind = 'created') as told`);
    expect(told?.parties).toBeGreaterThan(0);
    expect(told?.told).toBe(told?.parties);
    expect((await restored.rapport("restore", backup, "--passphrase-file", passphrase)).err).toMatch(
      /can only be restored where nothing is/,
    );
  } finally {
    await restored.end();
  }
}

test("a backup that is killed leaves nothing under its name, unless it was whole already", async () => {
  const place = join(folder, "killed.tar.zst");
  const taking = rapport.spawn("backup", place);
  await within(30, () => readdirSync(folder).some((name) => name.startsWith("killed.tar.zst")));
  taking.kill("SIGKILL");
  if (taking.exitCode === null && taking.signalCode === null) await once(taking, "exit");
  if (existsSync(place)) expect((await rapport.rapport("verify-backup", place)).code).toBe(0);
});

test("a restore that is killed in the midst is refused by the product and starts over", async () => {
  const data = mkdtempSync(join(folder, "killed-"));
  const restoring = begin(data, "restore", backup, "--passphrase-file", passphrase);
  await within(60, () => existsSync(join(data, "restoring")));
  await pause(Math.random() * 100);
  restoring.kill("SIGKILL");
  await once(restoring, "exit");
  expect((await run(data, "user", "list")).err).toMatch(/A restore has not ended/);
  const again = await run(data, "restore", backup, "--passphrase-file", passphrase);
  expect(again).toMatchObject({ code: 0, err: "" });
  expect((await run(data, "audit", "verify")).out).toMatch(/^The log is whole/);
  expect(readdirSync(data)).not.toContain("restoring");
});

test("a wrong passphrase and what is no backup are told as such", async () => {
  const other = join(folder, "other");
  writeFileSync(other, "another passphrase entirely\n", { mode: 0o600 });
  const verify = async (file: string) =>
    (await run(folder, "verify-backup", file, "--passphrase-file", other)).err;
  expect(await verify(backup)).toMatch(/passphrase does not open/);
  expect(await verify(other)).toMatch(/not a backup/);
});

function filesIn(place: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
