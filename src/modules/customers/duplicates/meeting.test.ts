import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { archive, createMany, type Work } from "#records";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { system } from "../../../server/runtime.ts";
import { draftOf } from "./draft-in-hand.ts";
import { meetingsAmongFew, meetingsAmongMany } from "./meeting.ts";
import { resembledBy } from "./resembling.ts";

let house: FrontDoor;
/** By kind who is there, in the order in which they came; the companies are those that people work for. */
const there: Record<"person" | "company", string[]> = { person: [], company: [] };

const of = <T>(...some: T[]) => fc.constantFrom(...some);
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined, freq: 3 });

/** So few of each that much is shared, and by some more than says something. */
const [emails, phones] = [
  of("one@a.example", "two@a.example", "info@b.example", "three@gmail.com", "four@c.example"),
  fc.integer({ min: 0, max: 40 }).map((number) => `+3598887770${String(number).padStart(2, "0")}`),
];
const names = {
  given: of("Ivan", "Иван", "Yvan", "Maria", "Мария", "Georgi", "玛丽", "Ann"),
  family: of("Petrov", "Петров", "Bedrov", "Ivanova", "Иванова", "Lee", "王"),
};
const person = (company: fc.Arbitrary<string>) =>
  fc.record({
    name: fc.record(names),
    email: maybe(emails),
    phone: maybe(phones),
    birth_date: maybe(of("1980-02-03", "1980-03-02", "1999-12-31")),
    company: maybe(company),
  });
const company = fc.record({
  name: of("Alfa Ltd", "Alpha OOD", "Алфа ЕООД", "Beta GmbH", "贝塔", "Gamma"),
  email: maybe(emails),
  phone: maybe(phones),
  website: maybe(of("https://www.a.example/x", "b.example", "http://d.example")),
  tax_number: maybe(of("BG 123456789", "123456789", "DE-987", "none")),
});

async function unit<T>(run: (work: Work) => Promise<T>): Promise<T> {
  return house.runtime.run(system, "import", run);
}

beforeAll(async () => {
  house = await openFrontDoor();
  const plant = (kind: "person" | "company", values: fc.Arbitrary<Record<string, unknown>>, number: number) =>
    unit(async (work) => {
      const ids = await createMany(work, kind, fc.sample(values, number));
      there[kind].push(...ids);
      const other = fc.record({ kind: of("whatsapp", "viber"), value: phones });
      await createMany(
        work,
        "contact_point",
        fc.sample(other, number / 5).map((one, at) => ({ ...one, party: ids[at * 5 + 1] })),
      );
      await archive(
        work,
        kind,
        ids.filter((_, at) => at % 7 === 3),
      );
    });
  await plant("company", company, 120);
  await plant("person", person(of(...there.company.slice(0, 3))), 500);
  await plant("company", company, 80);
});

test.each(["person", "company"] as const)(
  "those of few who share something with a %s are found by reading through them as by looking for each",
  async (kind) => {
    const values: fc.Arbitrary<Record<string, unknown>> =
      kind === "person"
        ? person(of(...there.company.slice(0, 3).flatMap((id) => [id, id.toUpperCase()])))
        : company;
    const all = [...there.company, ...there.person].sort();
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(values, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: all.length - 1 }),
        async (some, place) => {
          await unit(async (work) => {
            const drafts = some.map((one) => draftOf(kind, one, work.country));
            const before = all[place] as string;
            const met = await meetingsAmongFew(work, kind, drafts, { before, most: place });
            expect(met).toEqual(await meetingsAmongMany(work, kind, drafts, before));
            expect(met).not.toBeNull();
            found += met?.length ?? 0;
            if (place > 0)
              expect(await meetingsAmongFew(work, kind, drafts, { before, most: place - 1 })).toBeNull();
          });
        },
      ),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(100);
  },
);

test("who resembles the rows of an import is the same for a hundred at once as for some", async () => {
  const resembling = resembledBy("person");
  const values = fc.sample(person(of(...there.company.slice(0, 3))), 160);
  await unit(async (work) => {
    const since = new Date(work.now.getTime() + 1000);
    const parts = [values.slice(0, 80), values.slice(80)];
    const apart = [];
    for (const part of parts) apart.push(...(await resembling(work, part, since)));
    expect(await resembling(work, values, since)).toEqual(apart);
    expect(apart.filter((id) => id !== null).length).toBeGreaterThan(10);
    // Who was there before a moment of which nobody was there.
    expect((await resembling(work, values, new Date("2020-01-01"))).every((id) => id === null)).toBe(true);
  });
});
