import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openS3Server, type S3Server, s3Signer } from "../testing/s3-server.ts";
import { newHostKey, opensshServer, openSftpServer, sftpUser } from "../testing/sftp-server.ts";
import { openWebhookHouse, type WebhookHouse } from "../testing/webhook-house.ts";
import { atPlace } from "./opening.ts";
import { contentOf, type OpenPlace } from "./place.ts";
import { findPlace } from "./stored-place.ts";

let house: WebhookHouse;
let root: string;
let storage: S3Server;
let places = 0;

beforeAll(async () => {
  house = await openWebhookHouse();
  root = await mkdtemp(join(tmpdir(), "rapport-places-"));
  Object.assign(house.runtime.settings, { placesFolder: root });
  storage = await openS3Server();
});

afterAll(async () => {
  await storage.close();
  await rm(root, { recursive: true, force: true });
});

async function make(where: object): Promise<string> {
  const made = await house.say("POST", "/api/places", { name: `Place ${++places}`, where });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id as string;
}

const trial = async (id: string) => (await house.say("POST", `/api/places/${id}/trial`)).body;

async function at<T>(id: string, run: (place: OpenPlace) => Promise<T>): Promise<T> {
  const stored = await house.runtime.runAsSystem((work) => findPlace(work, id));
  return atPlace(house.runtime, stored, run);
}

async function textOf(content: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const folderAt = async (name: string): Promise<string> => {
  const path = join(root, name);
  await mkdir(path, { recursive: true });
  return path;
};

const s3 = (more: object = {}) => ({
  kind: "s3",
  address: storage.address,
  bucket: "exports",
  region: s3Signer.region,
  folder: "daily/",
  key_id: s3Signer.keyId,
  secret_key: s3Signer.secretKey,
  ...more,
});

/** What holds of every place, whatever is behind it. */
async function holds(id: string): Promise<void> {
  expect(await trial(id)).toMatchObject({ reads: true, writes: true, files: 0, problem: null });
  await at(id, async (place) => {
    const large = Buffer.alloc(3_000_000, "line of text\n");
    await place.put("Отчёт 2026 (1) & co.csv", contentOf(large));
    await place.put("empty.csv", contentOf(Buffer.alloc(0)));
    for (const text of ["first", "second"]) await place.put("again.csv", contentOf(Buffer.from(text)));
    for (const name of ["b.csv", "c.csv"]) await place.put(name, contentOf(Buffer.from(name)));
    expect((await place.list()).toSorted((one, other) => (one.name < other.name ? -1 : 1))).toEqual(
      [
        { name: "again.csv", size: 6 },
        { name: "b.csv", size: 5 },
        { name: "c.csv", size: 5 },
        { name: "empty.csv", size: 0 },
        { name: "Отчёт 2026 (1) & co.csv", size: large.length },
      ].map((file) => expect.objectContaining(file)),
    );
    expect(await textOf(await place.read("Отчёт 2026 (1) & co.csv"))).toBe(large.toString());
    expect(await textOf(await place.read("empty.csv"))).toBe("");
    await place.putAway("again.csv");
    await place.put("again.csv", contentOf(Buffer.from("third")));
    await place.putAway("again.csv");
    await place.remove("empty.csv");
    expect((await place.list()).map(({ name }) => name).toSorted()).toEqual([
      "b.csv",
      "c.csv",
      "Отчёт 2026 (1) & co.csv",
    ]);
    await expect((async () => textOf(await place.read("again.csv")))()).rejects.toMatchObject({
      code: "place_missing",
    });
    for (const name of ["../out.csv", "a/b.csv", ".hidden", "", "a\\b"])
      await expect(place.put(name, contentOf(Buffer.from("x")))).rejects.toMatchObject({
        code: "field_invalid",
      });
  });
}

test("a folder of the server, below the one that is allowed and by no link out of it", async () => {
  await folderAt("reports");
  await holds(await make({ kind: "folder", folder: "reports" }));
  expect(await readFile(join(root, "reports", "done", "again.csv"), "utf8")).toBe("third");
  expect((await readdir(join(root, "reports"))).filter((name) => name.startsWith("."))).toEqual([]);
  await symlink("/etc", join(root, "out"));
  await symlink("/etc/passwd", join(root, "reports", "passwd.csv"));
  for (const folder of ["out", "../", "reports/../..", "/etc", "nowhere"]) {
    const { reads, problem } = await trial(await make({ kind: "folder", folder }));
    expect({ reads, problem }).toEqual({
      reads: false,
      problem: expect.stringMatching(folder === "nowhere" ? /no such folder/ : /may not be used/),
    });
  }
  const id = await make({ kind: "folder", folder: "reports" });
  expect(await at(id, async (place) => (await place.list()).map(({ name }) => name))).not.toContain(
    "passwd.csv",
  );
  await expect(at(id, async (place) => textOf(await place.read("passwd.csv")))).rejects.toMatchObject({
    code: "place_denied",
  });
  await rm(join(root, "reports", "done"), { recursive: true });
  await mkdir(join(root, "elsewhere"));
  await symlink(join(root, "elsewhere"), join(root, "reports", "done"));
  await expect(at(id, (place) => place.putAway("b.csv"))).rejects.toMatchObject({ code: "place_denied" });
  expect(await readdir(join(root, "elsewhere"))).toEqual([]);
  Object.assign(house.runtime.settings, { placesFolder: undefined });
  expect((await trial(id)).problem).toMatch(/RAPPORT_PLACES/);
  Object.assign(house.runtime.settings, { placesFolder: root });
});

test.each([
  ["a server of SFTP", undefined],
  ...(existsSync(opensshServer) ? [["that of OpenSSH", opensshServer]] : []),
] as [string, string | undefined][])(
  "SFTP: %s, known by the key that it showed first",
  async (_name, program) => {
    const folder = await folderAt(`sftp ${program ? "openssh" : "own"}`);
    const options = program ? { program } : {};
    const server = await openSftpServer(folder, options);
    const where = { kind: "sftp", host: "127.0.0.1", port: server.port, ...sftpUser };
    const id = await make(where);
    await holds(id);
    expect(await readdir(folder)).toEqual(expect.arrayContaining(["b.csv", "done"]));
    const { body: known } = await house.say("GET", `/api/places/${id}`);
    expect(known.host_key).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(JSON.stringify(known)).not.toContain(sftpUser.password);
    const wrong = await make({ ...where, password: "wrong" });
    expect((await trial(wrong)).problem).toMatch(/does not let Rapport in/);
    const nowhere = await make({ ...where, folder: "nowhere" });
    expect((await trial(nowhere)).problem).toMatch(/no such folder/);
    await server.close();
    expect((await trial(id)).problem).toMatch(/cannot be reached/);
  },
);

test("SFTP: another key under the same address is not spoken to, until somebody forgets the first", async () => {
  const folder = await folderAt("sftp changed");
  const first = await openSftpServer(folder);
  const id = await make({ kind: "sftp", host: "127.0.0.1", port: first.port, ...sftpUser });
  expect((await trial(id)).problem).toBeNull();
  await first.close();
  const second = await openSftpServer(folder, { hostKey: newHostKey() });
  await house.rows(
    `update places set definition = jsonb_set(definition, '{port}', '${second.port}') where id = '${id}'`,
  );
  expect(await trial(id)).toMatchObject({ reads: false, problem: expect.stringMatching(/another key/) });
  const forgotten = await house.say("DELETE", `/api/places/${id}/host-key`);
  expect(forgotten.body).toMatchObject({ host_key: null, trouble: null });
  expect((await trial(id)).problem).toBeNull();
  await second.close();
});

test("storage that speaks S3, page by page, with each request signed", async () => {
  storage.objects.set("daily/elsewhere/deep.csv", Buffer.from("deep"));
  storage.objects.set("other.csv", Buffer.from("other"));
  const id = await make(s3());
  await holds(id);
  expect(storage.objects.get("daily/done/again.csv")?.toString()).toBe("third");
  const wrong = await make(s3({ secret_key: "another" }));
  expect((await trial(wrong)).problem).toMatch(/does not let Rapport in/);
  expect((await trial(await make(s3({ bucket: "nowhere" })))).problem).toMatch(/no such folder or bucket/);
  storage.fault = { status: 403, code: "AccessDenied" };
  expect((await trial(id)).problem).toMatch(/does not allow it/);
  storage.fault = { status: 503, code: "SlowDown" };
  expect((await trial(id)).problem).toMatch(/cannot be reached/);
  storage.fault = undefined;
});

test("a place inside the own network is not reached unless whoever runs the server allows it", async () => {
  const sftp = await make({ kind: "sftp", host: "127.0.0.1", port: 22, ...sftpUser });
  const shelf = await make(s3());
  const inside = await make(s3({ address: "http://[::ffff:a9fe:a9fe]" }));
  const { egressAllow } = house.runtime.settings;
  Object.assign(house.runtime.settings, { egressAllow: [] });
  for (const id of [sftp, shelf, inside]) expect((await trial(id)).problem).toMatch(/RAPPORT_EGRESS_ALLOW/);
  Object.assign(house.runtime.settings, { egressAllow });
});

test("a secret is sealed, told by no answer, and shown to no other server than the one it was given for", async () => {
  const id = await make(s3());
  const kept = await house.rows<{ secret: Buffer }>(`select secret from places where id = '${id}'`);
  expect(kept[0]?.secret.toString("latin1")).not.toContain(s3Signer.secretKey);
  const { secret_key: _, ...where } = s3();
  const changed = await house.say("PUT", `/api/places/${id}`, {
    name: "Shelf",
    version: 1,
    where: { ...where, folder: "weekly" },
  });
  expect(changed).toMatchObject({
    status: 200,
    body: { name: "Shelf", version: 2, where: { folder: "weekly" } },
  });
  expect((await trial(id)).problem).toBeNull();
  const stale = await house.say("PUT", `/api/places/${id}`, { name: "Shelf", version: 1, where });
  expect(stale).toMatchObject({ status: 409, body: { code: "version_conflict" } });
  for (const other of [{ address: "https://thief.example" }, { key_id: "OTHER" }]) {
    const moved = await house.say("PUT", `/api/places/${id}`, {
      name: "Shelf",
      version: 2,
      where: { ...where, ...other },
    });
    expect(moved).toMatchObject({ status: 422, body: { code: "field_required", field: "where.secret_key" } });
  }
  const all = JSON.stringify((await house.say("GET", "/api/places")).body);
  expect(all).toContain("Shelf");
  expect(all).not.toContain(s3Signer.secretKey);
  const log = JSON.stringify(await house.rows("select * from history"));
  expect(log).toContain("place_changed");
  expect(log).not.toContain(s3Signer.secretKey);
  expect(await house.say("DELETE", `/api/places/${id}`)).toMatchObject({ status: 204 });
  expect(await house.say("GET", `/api/places/${id}`)).toMatchObject({ status: 404 });
});
