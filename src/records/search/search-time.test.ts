import { sql } from "kysely";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
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

async function holdParties({ databaseUrl } = house): Promise<void> {
  const other = connectDatabase(databaseUrl, 1);
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
  await answersInTime(url);
  await holdParties();
  const answer = await got(url);
  expect([answer.statusCode, answer.json().code]).toEqual([503, "search_too_slow"]);
  expect(answer.json().detail).toMatch(/whole words/);
  release();
  await answersInTime(url);
});

// On a machine that has much to do a search may well be cut off that nothing else holds up.
function answersInTime(url: string): Promise<void> {
  return vi.waitFor(async () => expect((await got(url)).statusCode).toBe(200), 45_000);
}

test("many searches that are slow keep nobody else waiting", async () => {
  const patient = await openFrontDoor([], { searchTimeout: 600_000 });
  await holdParties(patient);
  const ask = (url: string) => patient.ask({ url, headers: { cookie: patient.cookie } });
  let answered = 0;
  const searches = Array.from({ length: 12 }, async () => {
    const { statusCode } = await ask("/api/search?q=kestrel");
    answered++;
    return statusCode;
  });
  expect((await ask("/api/products")).statusCode).toBe(200);
  expect(answered).toBe(0);
  release();
  expect(await Promise.all(searches)).toEqual(Array.from({ length: 12 }, () => 200));
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
