import fc from "fast-check";
import { expect, it } from "vitest";
import { fullGrant, number, type ObjectMetadata, type RecordData, text } from "#records/contract";
import { fieldsInConflict, merged, type Side, withoutUntouched } from "./versions.ts";

const names = ["name", "city", "employees"] as const;

const company: ObjectMetadata = {
  name: "company",
  plural: "companies",
  table: "parties",
  module: "customers",
  title: "name",
  icon: "building",
  owned: true,
  columns: ["name"],
  sort: "name",
  fields: { name: text(), city: text(), employees: number() },
  related: {},
  grant: fullGrant,
};

const stand = (values: object): RecordData => ({ id: "1", version: 1, ...values }) as RecordData;
const seen = stand({ name: "Nordic", city: "Sofia", employees: 5 });

it("asks only about what both changed to different values", () => {
  const current = stand({ name: "Nordic AD", city: "Varna", employees: 5 });
  const versions = { object: company, seen, current, mine: { name: "Nordic Ltd", employees: 7 } };
  expect(fieldsInConflict(versions)).toEqual(["name"]);
  expect(merged(versions, () => "theirs")).toEqual({ employees: 7 });
  expect(merged(versions, () => "mine")).toEqual({ name: "Nordic Ltd", employees: 7 });
});

it("who wrote the same asks nobody, and what stood untouched in my form does not write over theirs", () => {
  const current = stand({ name: "Nordic AD", city: "Varna", employees: 5 });
  const versions = { object: company, seen, current, mine: { name: "Nordic AD", city: "Sofia" } };
  expect(fieldsInConflict(versions)).toEqual([]);
  expect(withoutUntouched(versions)).toEqual({ name: "Nordic AD" });
});

const value = fc.constantFrom("a", "b", "c");
const values = fc.record({ name: value, city: value, employees: value });

it("whatever two people write, nobody's change is lost but by a choice", () => {
  fc.assert(
    fc.property(
      values,
      values,
      values,
      fc.record({ name: side(), city: side(), employees: side() }),
      (was, theirs, mine, chosen) => {
        const versions = { object: company, seen: stand(was), current: stand(theirs), mine };
        const result = { ...theirs, ...merged(versions, (name) => chosen[name as keyof typeof chosen]) };
        for (const name of names) {
          const both = was[name] !== theirs[name] && was[name] !== mine[name];
          if (both) expect(result[name]).toBe(chosen[name] === "mine" ? mine[name] : theirs[name]);
          else expect(result[name]).toBe(was[name] === mine[name] ? theirs[name] : mine[name]);
        }
      },
    ),
  );
});

function side(): fc.Arbitrary<Side> {
  return fc.constantFrom<Side>("mine", "theirs");
}
