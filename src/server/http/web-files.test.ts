import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";

let folder: string;
let door: FrontDoor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rapport-web-"));
  const web = join(folder, "web");
  await mkdir(join(web, "assets"), { recursive: true });
  await writeFile(join(web, "index.html"), "<!doctype html><title>Rapport</title>");
  await writeFile(join(web, "icon.svg"), "<svg/>");
  await writeFile(join(web, ".built-from"), "secret");
  await writeFile(join(web, "assets", "app-1a2b3c.js"), `// ${"x".repeat(5000)}`);
  await writeFile(join(folder, "outside.txt"), "secret");
  await symlink(join(folder, "outside.txt"), join(web, "assets", "link.txt"));
  door = await openFrontDoor([], { webFolder: web });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("every address that a screen may have gets the page, fresh each time", async () => {
  for (const url of [
    "/",
    "/people",
    "/deals/0198b1d2-3c4d-7e8f-9a0b-1c2d3e4f5a6b?view=board",
    "/settings/roles/",
  ]) {
    const answer = await door.ask({ url });
    expect([url, answer.statusCode, answer.headers["content-type"]]).toEqual([
      url,
      200,
      "text/html; charset=utf-8",
    ]);
    expect(answer.headers["cache-control"]).toBe("no-cache");
    expect(answer.headers["content-security-policy"]).toContain("script-src 'self'");
  }
});

test("files with a hash in their name are kept for good, others are asked for again", async () => {
  const script = await door.ask({ url: "/assets/app-1a2b3c.js", headers: { "accept-encoding": "gzip" } });
  expect(script.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(script.headers["content-encoding"]).toBe("gzip");
  const icon = await door.ask({ url: "/icon.svg" });
  expect(icon.headers["cache-control"]).toBe("no-cache");
  const again = await door.ask({ url: "/icon.svg", headers: { "if-none-match": String(icon.headers.etag) } });
  expect(again.statusCode).toBe(304);
});

test("HEAD tells the same without the content", async () => {
  const answer = await door.ask({ method: "HEAD", url: "/people" });
  expect([answer.statusCode, answer.body]).toEqual([200, ""]);
});

test.each([
  "/assets",
  "/assets/",
  "/missing.js",
  "/assets/old-9f9f9f.js",
  "/.built-from",
  "/../outside.txt",
  "/%2e%2e/outside.txt",
])("%s shows neither a folder nor what is outside or hidden", async (url) => {
  const answer = await door.ask({ url });
  expect(answer.body).not.toContain("secret");
  expect(answer.body).not.toContain("app-1a2b3c");
  if (url.includes(".")) expect([404, 403]).toContain(answer.statusCode);
});

test("nothing is changed by sending to a screen", async () => {
  expect((await door.ask({ method: "POST", url: "/people", payload: {} })).statusCode).toBe(404);
});

test("a page behind a secret address is in no search engine, and tells nobody where its reader came from", async () => {
  const { headers } = await door.ask({ url: `/q/${"a".repeat(43)}` });
  expect([headers["x-robots-tag"], headers["referrer-policy"]]).toEqual(["noindex, nofollow", "no-referrer"]);
});
