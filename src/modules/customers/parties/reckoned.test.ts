import fc from "fast-check";
import { expect, test } from "vitest";
import { createMany, updateMany } from "#records";
import { testDatabase } from "../../../../test/harness.ts";
import { openOffice } from "../../../../test/office.ts";
import { reckonedOf } from "./reckoned.ts";

const letter = fc.constantFrom(
  ..."abcdefghijklmnopqrstuvwxyzabehozшщчжюяьъыэйцухксотдеёABCSHTZOШЩЖЮЯЬЙ",
  ..."áéíóúñüçčšžćşøłđßæœİıґєіїћџ",
  ..."0129   .,-@_'’`~/()&%№…😀ωΣ東",
);
const text = (maxLength: number) => fc.string({ unit: letter, minLength: 1, maxLength });
const word = fc.constantFrom(
  "Иванов",
  "S.A.",
  "Ltd",
  "ООД",
  "од",
  "kompani",
  "a b c",
  "Oo",
  "Anna",
  "hh",
  "0",
  "Ааа",
);
const name = fc.oneof(
  text(30),
  fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" ")),
  text(450),
);
const phone = fc.string({ unit: fc.constantFrom(..."0123456789 +-("), minLength: 1, maxLength: 70 });
const or = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
const party = fc.record({
  kind: fc.constantFrom("person" as const, "company" as const),
  name,
  given_name: or(name),
  family_name: or(name),
  email: or(text(40)),
  phone: or(fc.oneof(phone, text(10))),
  website: or(text(30).map((rest) => `https://www.${rest}`)),
  legal_name: or(name),
  tax_number: or(text(20)),
  registration_number: or(text(20)),
});

test("words and sounds of any party are reckoned as the database reckons them", async () => {
  const { pool } = await testDatabase();
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(party, { minLength: 40, maxLength: 40 }), async (parties) => {
      const { rows } = await pool.query<{ words: string[]; name_sound: string | null }>(
        `insert into parties (kind, name, given_name, family_name, email, phone, website, legal_name, tax_number, registration_number)
         select p.kind, left(p.name, 400), p.given_name, p.family_name, p.email, p.phone, p.website, p.legal_name, p.tax_number, p.registration_number
         from jsonb_to_recordset($1::jsonb) as p(kind text, name text, given_name text, family_name text, email text, phone text,
           website text, legal_name text, tax_number text, registration_number text)
         returning tsvector_to_array(search_words) as words, name_sound`,
        [JSON.stringify(parties.map((one) => ({ ...one, name: [...one.name].slice(0, 400).join("") })))],
      );
      for (const [at, row] of rows.entries()) {
        const { kind, ...rest } = parties[at] as (typeof parties)[number];
        const reckoned = reckonedOf(kind).of({ ...rest, name: [...rest.name].slice(0, 400).join("") });
        if (!("search_words" in reckoned)) continue;
        compared++;
        const words = String(reckoned["search_words"]).split(" ").filter(Boolean);
        expect(new Set(words)).toEqual(new Set(row.words));
        expect(reckoned["name_sound"] ?? null).toBe(row.name_sound);
      }
    }),
    { numRuns: 50 },
  );
  expect(compared).toBeGreaterThan(1000);
});

test("many parties at once are stored with them, also those whose names are left to the database", async () => {
  const office = await openOffice();
  const names = ["Иван Петров", "Ана-Мария Ł", "山田 太郎", "Παπαδόπουλος"];
  const people = names.map((family, at) => ({
    name: { given: "Zoe", family },
    email: `zoe.${at}@acme.example`,
  }));
  const ids = await office.runtime.runAsSystem((work) => createMany(work, "person", people));
  const these = `'{${ids.join()}}'::uuid[]`;
  const stored = () =>
    office.rows<{ words: string; sound: string }>(
      `select search_words::text as words, name_sound as sound from parties
       where id = any(${these}) order by array_position(${these}, id)`,
    );
  const made = await stored();
  expect(made.map(({ sound }) => sound)).toEqual([
    "ifn ptrf s",
    "an l mr s",
    "s 太郎 山田",
    "s παπαδοπουλος",
  ]);
  // Every change of what they are made of has them made by the database.
  await office.rows("update parties set name = name, email = email where kind = 'person'");
  expect(await stored()).toEqual(made);
  const changes = ids.map((id) => ({ id, values: { email: `${id}@mail.test` } }));
  await office.runtime.runAsSystem((work) => updateMany(work, "person", changes));
  for (const { words } of await stored()) expect(words).toContain("'pe=mail'");
});
