import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { colleague, type House, openSetUpHouse, type Visitor } from "../testing/visitor.ts";
import { removeFile } from "./removing.ts";

const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

test("a file comes back as it was, under its own name, and is kept under another", async () => {
  const house = await openSetUpHouse();
  const sent = await upload(house, house.owner, {
    name: "Договор № 5 (край).pdf",
    type: "application/pdf",
    content: Buffer.from("%PDF-1.7 text"),
  });
  expect(sent).toMatchObject({
    status: 201,
    body: { title: "Договор № 5 (край).pdf", type: "application/pdf", size: 13 },
  });
  const back = await download(house, house.owner, sent.body.id);
  expect(back.rawPayload.toString()).toBe("%PDF-1.7 text");
  expect(back.headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "content-type": "application/pdf",
  });
  expect(back.headers["content-disposition"]).toMatch(
    /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''%D0%94/,
  );
  expect(back.headers["content-security-policy"]).toMatch(/sandbox/);
  const names = await readdir(join(house.runtime.settings.dataFolder, "files"), { recursive: true });
  expect(names.join()).not.toMatch(/pdf|Договор/);
});

test("what is removed is gone with its content, and forgotten also where somebody else was sooner", async () => {
  const house = await openSetUpHouse();
  const { body } = await upload(house, house.owner, { name: "logo.png", type: "image/png", content: png });
  const stored = () => readdir(join(house.runtime.settings.dataFolder, "files"), { recursive: true });
  const before = (await stored()).length;
  let forgotten = 0;
  const forget = async () => void forgotten++;
  await removeFile(house.runtime, body.id, forget);
  expect((await download(house, house.owner, body.id)).statusCode).toBe(404);
  expect((await stored()).length).toBeLessThan(before);
  await removeFile(house.runtime, body.id, forget);
  expect(forgotten).toBe(2);
});

test("a picture is shown, what only claims to be one is not", async () => {
  const house = await openSetUpHouse();
  const picture = await upload(house, house.owner, { name: "logo.png", type: "image/png", content: png });
  expect((await download(house, house.owner, picture.body.id)).headers["content-disposition"]).toMatch(
    /^inline/,
  );
  for (const type of ["image/svg+xml", "image/png", "text/html"]) {
    const sent = await upload(house, house.owner, {
      name: "logo.png",
      type,
      content: Buffer.from("<svg onload=alert(1)>"),
    });
    const back = await download(house, house.owner, sent.body.id);
    expect(back.headers["content-disposition"]).toMatch(/^attachment/);
    expect(String(back.headers["content-type"])).not.toMatch(/^image/);
  }
});

test("a name that would lead elsewhere is only a name", async () => {
  const house = await openSetUpHouse();
  for (const name of [
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "\u200b.htaccess",
    'a"b\r\nSet-Cookie: x=1.txt',
  ]) {
    const sent = await upload(house, house.owner, { name, type: "text/plain", content: Buffer.from("x") });
    expect(sent.body.title).not.toMatch(/[/\\\u200b\r\n]/);
    const back = await download(house, house.owner, sent.body.id);
    expect(back.statusCode).toBe(200);
    expect(back.headers["set-cookie"]).toBeUndefined();
  }
});

test("who did not bring a file and sees no record that holds it does not see the file", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house);
  const sent = await upload(house, house.owner, {
    name: "secret.txt",
    type: "text/plain",
    content: Buffer.from("x"),
  });
  expect((await ivan.ask("GET", `/api/files/${sent.body.id}`)).status).toBe(404);
  expect((await house.visitor().ask("GET", `/api/files/${sent.body.id}`)).status).toBe(401);
});

test("a file beyond 25 MB is refused and nothing of it stays", async () => {
  const house = await openSetUpHouse();
  const sent = await upload(house, house.owner, {
    name: "film.bin",
    type: "video/mp4",
    content: Buffer.alloc(25 * 1024 * 1024 + 1),
  });
  expect(sent).toMatchObject({ status: 413, body: { code: "too_large" } });
  expect(await readdir(join(house.runtime.settings.dataFolder, "files", "incoming"))).toEqual([]);
  expect(await house.runtime.database.selectFrom("files").select("id").execute()).toEqual([]);
});

interface Sent {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

async function upload(house: House, visitor: Visitor, { name, type, content }: Sent) {
  const boundary = "----boundary";
  const quoted = name.replaceAll('"', "%22").replace(/[\r\n]/g, " ");
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${quoted}"\r\nContent-Type: ${type}\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const answer = await house.app.inject({
    method: "POST",
    url: "/api/files",
    headers: { "content-type": `multipart/form-data; boundary=${boundary}`, cookie: cookieOf(visitor) },
    payload,
  });
  return { status: answer.statusCode, body: answer.json() };
}

function download(house: House, visitor: Visitor, id: string) {
  return house.app.inject({ method: "GET", url: `/api/files/${id}`, headers: { cookie: cookieOf(visitor) } });
}

function cookieOf(visitor: Visitor): string {
  return [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}
