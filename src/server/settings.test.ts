import { mkdtemp, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { prepareDataFolder, readSecret } from "./data-folder.ts";
import { readSettings } from "./settings.ts";

test("without a word, Rapport listens on this machine alone and keeps its data beside it", async () => {
  const settings = await readSettings({});
  expect(settings).toMatchObject({
    port: 3000,
    host: "localhost",
    dataFolder: join(process.cwd(), "data"),
    baseUrl: "http://localhost:3000",
  });
  expect(settings.databaseUrl).toBeUndefined();
});

test("a setting nobody knows stops the start with its name", async () => {
  await expect(readSettings({ RAPPORT_PORTT: "1" })).rejects.toThrow(
    /RAPPORT_PORTT in the environment: there is no such setting/,
  );
});

test.each([
  [{ PORT: "http" }, /^PORT is not a port/],
  [{ PORT: "70000" }, /^PORT is not a port from 1 to 65535/],
  [{ DATABASE_URL: "mysql://there/crm" }, /^DATABASE_URL is not an address with postgres/],
  [{ RAPPORT_SMTP_URL: "mail.example.com" }, /^RAPPORT_SMTP_URL is not an address with smtp/],
  [{ RAPPORT_TELEPHONE: "udp://300.0.0.1:5060" }, /^RAPPORT_TELEPHONE is not udp/],
  [{ RAPPORT_SECRET: "secret" }, /^RAPPORT_SECRET is not 64 hexadecimal digits/],
  [{ RAPPORT_EGRESS_ALLOW: "10.0.0.0/99" }, /^RAPPORT_EGRESS_ALLOW names no network: 10\.0\.0\.0\/99/],
])("a wrong value stops the start and names the setting: %j", async (environment, message) => {
  await expect(readSettings(environment)).rejects.toThrow(message);
});

test("all that is wrong is told at once", async () => {
  await expect(readSettings({ PORT: "x", RAPPORT_MAIL_FROM: "nobody" })).rejects.toThrow(
    /PORT is not a port\.\nRAPPORT_MAIL_FROM is not/,
  );
});

test("the environment goes before the file", async () => {
  const file = await fileWith("PORT=4000\nRAPPORT_BASE_URL=https://crm.example.com/\n# a remark\n");
  const settings = await readSettings({ RAPPORT_SETTINGS: file, PORT: "5000" });
  expect(settings).toMatchObject({
    port: 5000,
    baseUrl: "https://crm.example.com",
    mailFrom: "Rapport <rapport@crm.example.com>",
  });
});

test("a file that is named but not there stops the start", async () => {
  await expect(readSettings({ RAPPORT_SETTINGS: "/nowhere/rapport.env" })).rejects.toThrow(
    /\/nowhere\/rapport\.env cannot be read/,
  );
});

test("the secret is made once, and only its owner may read it", async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "rapport-data-")), "data");
  await prepareDataFolder(folder);
  const [first, second] = await Promise.all([readSecret(folder), readSecret(folder)]);
  expect(first).toEqual(second);
  expect(await readSecret(folder)).toEqual(first);
  expect((await stat(join(folder, "secret"))).mode & 0o777).toBe(0o600);
});

test("a secret that was damaged is not replaced", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rapport-data-"));
  await writeFile(join(folder, "secret"), "half");
  await expect(readSecret(folder)).rejects.toThrow("does not hold 64 hexadecimal digits");
});

async function fileWith(content: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "rapport-settings-")), "rapport.env");
  await writeFile(path, content);
  return path;
}
