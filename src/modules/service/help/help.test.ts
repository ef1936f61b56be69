import { beforeAll, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { articlesForVisitors } from "./published.ts";

let house: FrontDoor;

beforeAll(async () => {
  house = await openFrontDoor();
});

async function own(method: "POST" | "PUT" | "PATCH" | "DELETE", url: string, payload?: object) {
  const answer = await house.ask({
    method,
    url,
    headers: { cookie: house.cookie, origin: house.runtime.settings.baseUrl },
    ...(payload && { payload }),
  });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json();
}

const page = (url: string, headers: Record<string, string> = {}) => house.ask({ url, headers });
const turn = (help: boolean) =>
  own("PUT", "/api/service-settings", { close_after_days: 14, survey: false, help });

interface Values {
  readonly title: string;
  readonly body: string;
  readonly language?: string;
  readonly translation_of?: string;
}

async function published(values: Values): Promise<{ id: string; way: string }> {
  const { id } = await own("POST", "/api/articles", { audience: "public", language: "en", ...values });
  await own("PUT", `/api/articles/${id}/publication`);
  const home = await page(`/help/${values.language ?? "en"}`);
  const way = new RegExp(`href="(/help/[a-z]{2}/\\d+-[a-z0-9-]*)">${values.title}<`).exec(home.body)?.[1];
  return { id, way: way ?? "" };
}

test("there are no pages until somebody turns them on", async () => {
  expect((await page("/help/en")).statusCode).toBe(404);
  expect((await page("/help")).statusCode).toBe(404);
  await turn(true);
  expect((await page("/help/en")).statusCode).toBe(200);
});

test("what is public is read by everybody: as text that acts nowhere, in no frame, kept for minutes, told to search engines", async () => {
  await turn(true);
  const { way } = await published({
    title: "Reset the printer",
    body: "Take care: <script>alert(1)</script>\n\n## Steps\n1. Pull the **cable**\n2. See https://example.org/a?b=1&c=2.",
  });
  const answer = await page(way);
  expect(answer.statusCode).toBe(200);
  expect(answer.body).not.toContain("<script");
  expect(answer.body).toContain("&#60;script&#62;alert(1)");
  expect(answer.body).toContain("<ol><li>Pull the <strong>cable</strong></li>");
  expect(answer.body).toContain('href="https://example.org/a?b=1&#38;c=2"');
  expect(answer.body).toContain(`<link rel="canonical" href="${house.runtime.settings.baseUrl}${way}">`);
  expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(answer.headers["cache-control"]).toBe("public, max-age=300");
  const again = await page(way, { "if-none-match": String(answer.headers["etag"]) });
  expect([again.statusCode, again.body]).toEqual([304, ""]);
  expect((await page("/help/sitemap.xml")).body).toContain(way);
  // Its number finds it, whatever the words.
  expect((await page(way.replace("reset-the-printer", "old-title"))).headers["location"]).toBe(way);
});

test("nothing leaks of what is internal, a draft, withdrawn, or was written since it was published", async () => {
  await turn(true);
  const secret = "zanzibar";
  const number = async (id: string) =>
    (
      await house.runtime.database
        .selectFrom("articles")
        .select("number")
        .where("id", "=", id)
        .executeTakeFirst()
    )?.number;
  const internal = await own("POST", "/api/articles", { title: secret, body: secret, language: "en" });
  await own("PUT", `/api/articles/${internal.id}/publication`);
  const draft = await own("POST", "/api/articles", {
    title: secret,
    body: secret,
    audience: "public",
    language: "en",
  });
  const open = await published({ title: "Open article", body: "For all" });
  await own("PATCH", `/api/articles/${open.id}`, { body: `For all ${secret}` });
  // Made public by a change alone it is not: it is published anew.
  await own("PATCH", `/api/articles/${internal.id}`, { audience: "public" });
  const gone = await published({ title: "Withdrawn", body: secret });
  await own("DELETE", `/api/articles/${gone.id}/publication`);
  const closed = await published({ title: "For us now", body: secret });
  await own("PATCH", `/api/articles/${closed.id}`, { audience: "internal" });
  for (const id of [internal.id, draft.id, gone.id, closed.id])
    expect((await page(`/help/en/${await number(id)}`)).statusCode, id).toBe(404);
  for (const url of ["/help/en", `/help/en?q=${secret}`, open.way, "/help/sitemap.xml"])
    expect(
      (await page(url)).body.replaceAll(`“${secret}”`, "").replace(`value="${secret}"`, ""),
    ).not.toContain(secret);
  const asked = { words: secret, language: "en", limit: 5 } as const;
  expect(await articlesForVisitors(house.runtime, asked)).toEqual([]);
});

test("articles are found by words, and the same one in other languages is named", async () => {
  await turn(true);
  const en = await published({ title: "Change an address", body: "Open the settings." });
  const bg = await published({
    title: "Смяна на адрес",
    body: "Отворете настройките.",
    language: "bg",
    translation_of: en.id,
  });
  expect(bg.way).toMatch(/^\/help\/bg\/\d+-smyana-na-adres$/);
  const found = await page("/help/bg?q=адреси");
  expect(found.body).toContain(bg.way);
  expect(found.body).toContain('<meta name="robots" content="noindex">');
  const { baseUrl } = house.runtime.settings;
  expect((await page(en.way)).body).toContain(
    `<link rel="alternate" hreflang="bg" href="${baseUrl}${bg.way}">`,
  );
  expect((await page("/help", { "accept-language": "bg-BG,en" })).headers["location"]).toBe("/help/bg");
  const asked = { words: "адресът ми", language: "bg", limit: 3 } as const;
  expect(await articlesForVisitors(house.runtime, asked)).toEqual([
    { title: "Смяна на адрес", address: `${baseUrl}${bg.way}` },
  ]);
  await turn(false);
  expect(await articlesForVisitors(house.runtime, asked)).toEqual([]);
});

test("what nobody changed is made once for all who read it, and anew as soon as somebody did", async () => {
  await turn(true);
  const { id, way } = await published({ title: "Kept for a moment", body: "First" });
  expect((await page(way)).body).toContain("First");
  expect((await page(way)).statusCode).toBe(200);
  await own("PATCH", `/api/articles/${id}`, { body: "Second" });
  await own("PUT", `/api/articles/${id}/publication`);
  expect((await page(way)).body).toContain("Second");
  await own("DELETE", `/api/articles/${id}/publication`);
  expect((await page(way)).statusCode).toBe(404);
});

test("whether it helped is counted, once for who says it", async () => {
  await turn(true);
  const { id, way } = await published({ title: "Was it good", body: "Yes" });
  const place = `${way.slice(0, way.indexOf("-"))}/helpful`;
  const say = (answer: string) =>
    house.ask({
      method: "POST",
      url: place,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: `answer=${answer}`,
    });
  expect((await say("yes")).headers["location"]).toBe(`${way}?thanks`);
  expect((await say("no")).statusCode).toBe(303);
  const article = await house.ask({ url: `/api/articles/${id}`, headers: { cookie: house.cookie } });
  expect(article.json()).toMatchObject({ helpful: 1, unhelpful: 0 });
  expect((await page(`${way}?thanks`)).body).toContain("Thank you");
});
