import { sql } from "kysely";
import { afterEach, beforeAll, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { connectDatabase } from "../../server/database.ts";

// Whatever makes a search slow, here it is a table that somebody holds.
let house: FrontDoor;
let release = (): void => {};

beforeAll(async () => {
  house = await openFrontDoor([], { searchTimeout: 300, rateLimits: { caller: 1e9 } });
  await house.ask({
    method: "POST",
    url: "/api/companies",
    headers: { cookie: house.cookie },
    payload: { name: "Kestrel" },
  });
});

afterEach(() => release());

async function holdParties(): Promise<void> {
  const other = connectDatabase(house.databaseUrl, 1);
  const held = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const holding = other.database.transaction().execute(async (transaction) => {
    await sql`lock table parties in access exclusive mode`.execute(transaction);
    held.resolve();
    await over.promise;
  });
  release = () => {
    over.resolve();
    void holding.then(() => other.close());
  };
  await held.promise;
}

const got = (url: string, language = "en") =>
  house.ask({ url, headers: { cookie: house.cookie, "accept-language": language } });

test.each([
  "/api/search?q=kestrel",
  "/api/companies?search=kestrel",
  "/api/companies?search=kestrel&sort=name",
  "/api/companies?search=kestrel&count=true",
  "/api/companies/totals?search=kestrel",
])("%s is cut off soon and says what to do, and is answered once it can be", async (url) => {
  expect((await got(url)).statusCode).toBe(200);
  await holdParties();
  const began = performance.now();
  const answer = await got(url);
  expect(performance.now() - began).toBeLessThan(5000);
  expect([answer.statusCode, answer.json().code]).toEqual([503, "search_too_slow"]);
  expect(answer.json().detail).toMatch(/whole words/);
  release();
  expect((await got(url)).statusCode).toBe(200);
});

test("many searches that are slow keep nobody else waiting", async () => {
  await holdParties();
  const searches = Array.from({ length: 12 }, () => got("/api/search?q=kestrel"));
  const began = performance.now();
  expect((await got("/api/products")).statusCode).toBe(200);
  expect(performance.now() - began).toBeLessThan(250);
  const answers = await Promise.all(searches);
  expect(new Set(answers.map((one) => one.json().code))).toEqual(new Set(["search_too_slow"]));
});

test.each([
  ["es", "La búsqueda ha tardado demasiado"],
  ["ru", "Поиск занял слишком много времени"],
  ["bg", "Търсенето отне твърде много време"],
])("it is said in %s", async (locale, title) => {
  await house.ask({
    method: "PATCH",
    url: "/api/me",
    headers: { cookie: house.cookie },
    payload: { locale },
  });
  await holdParties();
  expect((await got("/api/search?q=kestrel", locale)).json().title).toBe(title);
});
