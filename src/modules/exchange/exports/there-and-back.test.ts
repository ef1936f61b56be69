import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runImportFromFile } from "#exchange";
import { archive, createMany, list } from "#records";
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

const company = fc.record(
  {
    name: text,
    legal_name: text,
    description: lines,
    employees: fc.nat(1_000_000),
    founded: fc.integer({ min: 1000, max: 2200 }),
    industry: fc.constantFrom("software", "retail", "public_sector"),
    roles: fc.subarray(["client", "partner", "supplier"], { minLength: 1 }),
    revenue: fc.record({
      amount: fc.integer({ min: -1e9, max: 1e9 }).map((cents) => (cents / 100).toFixed(2)),
      currency: fc.constantFrom("EUR", "BGN", "USD"),
    }),
  },
  { requiredKeys: ["name"] },
);

const fields = ["name", "legal_name", "description", "employees", "founded", "industry", "roles", "revenue"];

test("what leaves as CSV comes in elsewhere as it was", { timeout: 120_000 }, async () => {
  const [leaving, arriving] = [await from.colleague("Maria Ivanova"), await into.colleague("Ivan Petrov")];
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(company, { minLength: 5, maxLength: 25, selector: ({ name }) => name }),
      async (companies) => {
        await from.runtime.run(leaving, "api", (work) => createMany(work, "company", companies));
        const file = join(folder, `companies-${++tried}.csv`);
        const object = from.runtime.catalogue.object("company");
        const pieces = exportedPieces(from.runtime, async () => leaving, object, {
          format: "csv",
          fields: fields.join(","),
        });
        await writeFile(file, await Array.fromAsync(pieces).then((all) => all.join("")));
        const result = await runImportFromFile(into.runtime, { file, actor: arriving, object: "company" });
        expect(result).toMatchObject({ created: companies.length, failed: 0 });
        expect(await taken(into, arriving)).toEqual(await taken(from, leaving));
      },
    ),
    { numRuns: 8 },
  );
  expect(tried).toBeGreaterThan(7);
});

/** What an office has of companies, which are put away. */
async function taken(
  { runtime }: Office,
  actor: Awaited<ReturnType<Office["colleague"]>>,
): Promise<unknown[]> {
  return runtime.run(actor, "api", async (work) => {
    const { data } = await list(work, "company", { fields: fields.join(","), limit: 1000 });
    await archive(
      work,
      "company",
      data.map(({ id }) => id),
    );
    return data.map((record) => JSON.stringify(fields.map((name) => record[name]))).sort();
  });
}
