import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { testRuntime } from "../../../test/harness.ts";
import { system } from "../../server/runtime.ts";
import { createMany, list, type Runtime } from "../index.ts";

const cities = ["Sofia", "Пловдив", "Madrid", null];
const industries = ["software", "retail", null];

let runtime: Runtime;
let all: readonly string[];

beforeAll(async () => {
  runtime = await testRuntime();
  all = await runtime.run(system, "system", (work) =>
    createMany(
      work,
      "company",
      Array.from({ length: 40 }, (_, index) => ({
        name: `Company ${index % 7}`,
        industry: industries[index % 3],
        employees: index % 4 === 0 ? null : index % 6,
        revenue: index % 5 === 0 ? null : { amount: `${(index % 3) - 1}.50`, currency: "EUR" },
        address: cities[index % 4] ? { city: cities[index % 4] } : null,
      })),
    ),
  );
});

const key = fc
  .record({
    field: fc.constantFrom(
      "name",
      "industry",
      "employees",
      "revenue",
      "address.city",
      "owner",
      "created_at",
      "parent.name",
    ),
    turned: fc.boolean(),
  })
  .map(({ field, turned }) => (turned ? `-${field}` : field));
const order = fc.uniqueArray(key, { minLength: 1, maxLength: 4, selector: (one) => one.replace("-", "") });

it("walks through a list page by page and meets every record once, in the order of the whole", async () => {
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 1, max: 17 }), async (keys, limit) => {
      const sort = keys.join(",");
      const whole = await page(sort, 200);
      const walked: string[] = [];
      let cursor: string | null | undefined;
      do {
        const next = await page(sort, limit, cursor ?? undefined);
        walked.push(...next.ids);
        cursor = next.next;
      } while (cursor && walked.length <= all.length);
      expect(walked).toEqual(whole.ids);
      expect(walked.toSorted()).toEqual(all.toSorted());
    }),
    { numRuns: 60 },
  );
});

async function page(sort: string, limit: number, cursor?: string) {
  const found = await runtime.read(system, "api", (work) =>
    list(work, "company", { sort, limit, cursor, fields: "id" }),
  );
  return { ids: found.data.map((record) => record.id), next: found.next };
}
