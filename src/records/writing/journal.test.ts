import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { testRuntime } from "../../../test/harness.ts";
import { system } from "../../server/runtime.ts";
import type { RecordData } from "../contract/index.ts";
import { create, get, history, type Runtime, update } from "../index.ts";

let runtime: Runtime;

beforeAll(async () => {
  runtime = await testRuntime();
});

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const word = fc.constantFrom("Sofia", "Пловдив", "a b", "'");
const change = fc.record(
  {
    name: fc.constantFrom("Acme", "Акме", "Acme EOOD"),
    industry: maybe(fc.constantFrom("software", "retail")),
    employees: maybe(fc.integer({ min: 0, max: 9 })),
    roles: fc.subarray(["client", "lead", "partner"]),
    revenue: maybe(
      fc.record({ amount: fc.constantFrom("1.50", "1.5", "2"), currency: fc.constantFrom("EUR", "BGN") }),
    ),
    address: maybe(fc.record({ city: maybe(word), country: maybe(fc.constantFrom("BG", "ES")) })),
    email: maybe(fc.constantFrom("a@acme.example", "b@acme.example")),
  },
  { requiredKeys: [] },
);

it("taking back all changes that the history tells, the newest first, gives the record as it was made", async () => {
  await fc.assert(
    fc.asyncProperty(change, fc.array(change, { maxLength: 6 }), async (first, changes) => {
      const { made, now, past } = await runtime.run(system, "system", async (work) => {
        const { id, ...made } = await create(work, "company", { name: "Acme", ...first });
        for (const values of changes) await update(work, "company", id, values);
        return {
          made,
          now: await get(work, "company", id),
          past: await history(work, "company", id, { limit: 200 }),
        };
      });
      const undone: Record<string, unknown> = { ...now };
      for (const entry of past) {
        for (const [field, { from, to }] of Object.entries(entry.changes)) {
          expect(plain(undone[field])).toEqual(plain(to));
          undone[field] = from;
        }
      }
      expect(values(undone)).toEqual(values(made));
    }),
    { numRuns: 60 },
  );
});

const kept = ["name", "industry", "employees", "roles", "revenue", "address", "email"];

function values(record: Partial<RecordData>): unknown {
  return Object.fromEntries(kept.map((field) => [field, plain(record[field])]));
}

// What is empty may be written as nothing, an empty list or an address without parts; amounts with idle zeros.
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value.toSorted() : null;
  if (typeof value !== "object" || value === null) return value ?? null;
  const parts = Object.entries(value).filter(([, part]) => part != null);
  return parts.length > 0
    ? Object.fromEntries(parts.map(([name, part]) => [name, name === "amount" ? Number(part) : part]))
    : null;
}
