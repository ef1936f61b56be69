import fc from "fast-check";
import { expect, it } from "vitest";
import { fullGrant, link, links, type ObjectMetadata, type RecordData, text } from "#records/contract";
import { differences, earlierRecord, mayHaveBeenLinked, type PastChange } from "./earlier-record.ts";

const deal: ObjectMetadata = {
  name: "deal",
  plural: "deals",
  table: "deals",
  module: "sales",
  title: "name",
  icon: "coin",
  owned: true,
  columns: ["name"],
  sort: "name",
  fields: {
    name: text(),
    stage: text({ governedBy: "deals:move" }),
    score: text({ readOnly: true }),
    company: link("company"),
    people: links("person", { from: "deal_people", self: "deal_id", other: "person_id" } as never),
  },
  related: {},
  grant: fullGrant,
};

const record = (values: object): RecordData => ({ id: "1", version: 1, ...values }) as RecordData;
const chip = (id: string) => ({ id, title: id });

it("whatever happened, taking the changes back one after the other gives the record as it was before each", () => {
  const value = fc.option(fc.oneof(fc.string(), fc.integer()));
  const change = fc.dictionary(fc.constantFrom("name", "stage", "score"), value, { minKeys: 1 });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
      const states: Record<string, unknown>[] = [{ name: null, stage: null, score: null }];
      const entries: PastChange[] = [];
      for (const [index, to] of changes.entries()) {
        const before = states[index] ?? {};
        states.push({ ...before, ...to });
        const told = Object.entries(to).map(([name, after]) => [name, { from: before[name], to: after }]);
        entries.unshift({ id: String(index), changes: Object.fromEntries(told) });
      }
      for (const index of changes.keys())
        expect(earlierRecord(states.at(-1) ?? {}, entries, String(index))).toEqual(states[index]);
    }),
  );
});

it("offers what may be written, and says why the rest is left out", () => {
  const found = differences(
    deal,
    {
      record: record({ name: "New", stage: "won", score: "9", company: chip("a"), people: [] }),
      earlier: record({
        name: "Old",
        stage: "open",
        score: "1",
        company: chip("gone"),
        people: [chip("b"), chip("gone")],
      }),
    },
    (_target, id) => id !== "gone",
  );
  expect(found).toMatchObject([
    { name: "name", now: "New", value: "Old", lost: 0 },
    { name: "stage", leftOut: "governed" },
    { name: "score", leftOut: "read_only" },
    { name: "company", leftOut: "gone" },
    { name: "people", value: [chip("b")], lost: 1 },
  ]);
});

it("a link that reads as empty may have led to something, and is not emptied unasked", () => {
  const [company] = differences(
    deal,
    { record: record({ company: chip("a") }), earlier: record({ company: null }) },
    () => true,
  );
  if (!company) throw new Error("no difference was found");
  expect(company.leftOut).toBeUndefined();
  expect(mayHaveBeenLinked(deal, company)).toBe(true);
});
