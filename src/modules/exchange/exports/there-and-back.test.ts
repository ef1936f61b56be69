import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runImportFromFile } from "#exchange";
import { type Actor, archive, createMany, list } from "#records";
import { type Office, openOffice } from "../../../../test/office.ts";
import { exportedPieces } from "./exporting.ts";

let from: Office;
let into: Office;
let folder: string;

beforeAll(async () => {
  [from, into] = [await openOffice(), await openOffice()];
  folder = await mkdtemp(join(tmpdir(), "rapport-export-"));
  Object.assign(into.runtime.settings, { dataFolder: folder });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const signs = [
  "=",
  "+",
  "-",
  "@",
  "'",
  '"',
  ",",
  ";",
  "\\",
  "_x000D_",
  "1",
  "я",
  "Ж",
  "🦄",
  "é",
  " ",
  "a",
  "Z",
  "<",
  "&",
];
const text = fc
  .array(fc.constantFrom(...signs), { minLength: 1, maxLength: 12 })
  .map((all) => all.join("").trim())
  .filter((word) => /[\p{L}\p{N}]/u.test(word));
const lines = fc.array(text, { minLength: 1, maxLength: 3 }).map((all) => all.join("\n"));

const money = fc.record({
  amount: fc.integer({ min: -1e9, max: 1e9 }).map((cents) => (cents / 100).toFixed(2)),
  currency: fc.constantFrom("EUR", "BGN", "USD"),
});

const company = fc.record(
  {
    name: text,
    legal_name: text,
    description: lines,
    employees: fc.nat(1_000_000),
    founded: fc.integer({ min: 1000, max: 2200 }),
    industry: fc.constantFrom("software", "retail", "public_sector"),
    roles: fc.subarray(["client", "partner", "supplier"], { minLength: 1 }),
    revenue: money,
  },
  { requiredKeys: ["name"] },
);

const word = fc.stringMatching(/^[A-ZЖ][a-zя]{2,8}$/);
const [soonest, latest] = [new Date("1900-01-01T00:00:00Z"), new Date("2025-12-31T00:00:00Z")];

const person = fc.record(
  {
    name: fc.record({ given: word, family: word }),
    job_title: text,
    birth_date: fc
      .date({ min: soonest, max: latest, noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10)),
    gender: fc.constantFrom("female", "male", "other"),
    income: money,
  },
  { requiredKeys: ["name"] },
);

type Values = Readonly<Record<string, unknown>>;

const formats = ["csv", "xlsx"] as const;

test.each(formats)(
  "what leaves as %s comes in elsewhere as it was: companies",
  { timeout: 120_000 },
  async (format) => {
    await movesUnchanged("company", {
      format,
      records: fc.uniqueArray(company, { minLength: 5, maxLength: 25, selector: ({ name }) => name }),
      fields: ["name", "legal_name", "description", "employees", "founded", "industry", "roles", "revenue"],
    });
  },
);

test.each(formats)(
  "what leaves as %s comes in elsewhere as it was: people",
  { timeout: 120_000 },
  async (format) => {
    await movesUnchanged("person", {
      format,
      records: fc.uniqueArray(person, {
        minLength: 5,
        maxLength: 25,
        selector: ({ name }) => fullName(name),
      }),
      fields: ["name", "job_title", "birth_date", "gender", "income"],
    });
  },
);

const fullName = ({ given, family }: { readonly given: string; readonly family: string }): string =>
  `${given} ${family}`;

interface Moving {
  readonly format: (typeof formats)[number];
  readonly records: fc.Arbitrary<Values[]>;
  readonly fields: readonly string[];
}

async function movesUnchanged(name: string, { format, records, fields }: Moving): Promise<void> {
  const [leaving, arriving] = [await from.colleague("Maria Ivanova"), await into.colleague("Ivan Petrov")];
  const object = from.runtime.catalogue.object(name);
  let tried = 0;
  const moved = fc.asyncProperty(records, async (some) => {
    await from.runtime.run(leaving, "api", (work) => createMany(work, name, some));
    const file = join(folder, `${name}-${++tried}.${format}`);
    const request = { format, fields: fields.join(",") } as const;
    const pieces = exportedPieces(from.runtime, async () => leaving, object, request);
    await writeFile(file, Buffer.concat((await Array.fromAsync(pieces)).map((piece) => Buffer.from(piece))));
    const result = await runImportFromFile(into.runtime, { file, actor: arriving, object: name });
    expect(result).toMatchObject({ created: some.length, failed: 0 });
    const [there, here] = [
      await taken(into, { actor: arriving, name, fields }),
      await taken(from, { actor: leaving, name, fields }),
    ];
    expect(there.map(asNumbersAre)).toEqual(here.map(asNumbersAre));
  });
  await fc.assert(moved, { numRuns: 6 });
  expect(tried).toBeGreaterThan(5);
}

// A number in a workbook has no idle zeros.
const asNumbersAre = (record: string): string =>
  record.replace(/"amount":"([^"]+)"/g, (_whole, amount: string) => `"amount":${Number(amount)}`);

interface Taking {
  readonly actor: Actor;
  readonly name: string;
  readonly fields: readonly string[];
}

/** What an office has of an object, all of which is put away. */
async function taken({ runtime }: Office, { actor, name, fields }: Taking): Promise<string[]> {
  return runtime.run(actor, "api", async (work) => {
    const { data } = await list(work, name, { fields: fields.join(","), limit: 1000 });
    const ids = data.map(({ id }) => id);
    await archive(work, name, ids);
    return data.map((record) => JSON.stringify(fields.map((field) => record[field]))).sort();
  });
}
