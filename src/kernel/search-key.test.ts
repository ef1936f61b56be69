import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "../../test/harness.ts";
import { searchKey } from "./search-key.ts";

test.each([
  ["Иванов", "Ivanov"],
  ["Георгиев", "Georgiev"],
  ["Георгий", "Georgi"],
  ["Щербакова", "Shcherbakova"],
  ["Щерев", "Shterev"],
  ["Юлия", "Yuliya"],
  ["Юлия", "Julia"],
  ["Христо", "Khristo"],
  ["Христо", "Hristo"],
  ["Живкова", "Zhivkova"],
  ["Цветанов", "Tsvetanov"],
  ["Цветанов", "Cvetanov"],
  ["Андреев", "Andreyev"],
  ["Анна", "Ana"],
  ["Смит", "Smith"],
  ["Дмитрий", "Dmitry"],
  ["Джамбазов", "Dzhambazov"],
  ["Търново", "Tarnovo"],
  ["Алёна", "Алена"],
  ["Prokofyev", "Прокофьев"],
  ["Карлос Гарсия", "Carlos García"],
  ["Núñez", "Nunez"],
  ["O'Brien", "O’brien"],
  ["INV-00042", "inv 42"],
])("%s and %s are one word", (one, other) => {
  expect(searchKey(one)).toBe(searchKey(other));
});

test("what differs stays apart, and letters of other scripts stay as they are", () => {
  expect(searchKey("Иванов")).not.toBe(searchKey("Петров"));
  expect(searchKey("ivan.petrov85@acme.bg")).toBe("ivan petrov 85 akme bg");
  expect(searchKey("Παπαδόπουλος, 東京 😀!")).toBe("παπαδοπουλος 東京");
  expect(searchKey(" …—!? ")).toBe("");
});

test("the database makes the same of any text", async () => {
  const { pool } = await testDatabase();
  const letter = fc.constantFrom(
    ..."abcdefghijklmnopqrstuvwxyzшщчжюяьъыэйцухксотдеёABCSHTZШЩЖЮЯЬЙ",
    ..."áéíóúñüçčšžćşøłđßæœİıґєіїћџ",
    ..."0129 .,-@_'’`~/()&%№…😀❤️ωΣ東",
  );
  const text = fc.string({ unit: letter, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 50, maxLength: 50 }), async (texts) => {
      const { rows } = await pool.query<{ key: string }>(
        "select search_key(text) as key from unnest($1::text[]) with ordinality as t (text, place) order by place",
        [texts],
      );
      expect(rows.map(({ key }) => key)).toEqual(texts.map(searchKey));
    }),
    { numRuns: 40 },
  );
});
