import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../../test/harness.ts";
import {
  contactPointObject,
  companyObject,
  partyObject,
  personObject,
} from "../../modules/customers/contract/objects.ts";
import { categoryObject, productObject } from "../../modules/catalogue/contract/products.ts";
import { roleObject, teamObject, userObject } from "../../modules/platform/contract/objects.ts";
import { dealObject, pipelineObject, stageObject } from "../../modules/sales/contract/objects.ts";
import { createRuntime, system } from "../../server/runtime.ts";
import { type Field, formula, type Grant, rollup } from "../contract/index.ts";
import { type Actor, buildCatalogue, type Catalogue, type Work } from "../index.ts";
import { brokenFields, checkFormula, checkRollup } from "./checking.ts";

const company = {
  ...companyObject,
  fields: {
    ...companyObject.fields,
    x_deals: rollup({ related: "deals", aggregate: "count" }),
    x_each: formula({ expression: "revenue / x_deals", result: "number" }),
    x_double: formula({ expression: "x_each * 2", result: "number" }),
  } as Record<string, Field>,
};
const deal = {
  ...dealObject,
  fields: {
    ...dealObject.fields,
    x_share: formula({ expression: "amount / company.x_each", result: "number" }),
  },
};
const definitions = [
  company,
  personObject,
  partyObject,
  contactPointObject,
  deal,
  pipelineObject,
  categoryObject,
  productObject,
  stageObject,
  userObject,
  teamObject,
  roleObject,
];
const catalogue = buildCatalogue(definitions);

let work: Work;

beforeAll(async () => {
  const { database } = await testDatabase();
  const settings = { port: 0, host: "", dataFolder: "", baseUrl: "", mailFrom: "", secret: Buffer.alloc(32) };
  work = await createRuntime({ database, catalogue, settings }).read(system, "api", async (given) => given);
});

function as(grants: Record<string, Grant>): Work {
  const actor: Actor = {
    ...system,
    rights: { objects: { ...system.rights.objects, ...grants }, permissions: [] },
  };
  return { ...work, actor };
}

describe("a formula", () => {
  it("tells what it gives and which fields it names", () => {
    expect(checkFormula(work, "deal", 'if(amount > 0, company.name & " " & amount.currency, null)')).toEqual({
      result: "text",
      fields: ["amount", "company.name", "amount.currency"],
    });
    expect(checkFormula(work, "deal", "add_days(created_at, stage.probability)").result).toBe("date");
    expect(checkFormula(work, "company", "address.city = industry").result).toBe("boolean");
    expect(checkFormula(work, "company", "x_each - 1").result).toBe("number");
  });

  it.each([
    ["deal", "ammount", "formula_field_unknown"],
    ["deal", "company", "formula_field_unusable"],
    ["deal", "competitors.name", "formula_field_unusable"],
    ["company", "address", "formula_field_unusable"],
    ["company", "roles", "formula_field_unusable"],
    ["company", "id", "formula_field_unusable"],
    ["deal", "company.parent.parent.parent.parent.name", "formula_field_unknown"],
    ["deal", "amount.nothing", "formula_field_unknown"],
    ["company", "company.x_each", "formula_field_unknown"],
  ])("of %s that says %s is refused: %s", (object, expression, code) => {
    expect(() => checkFormula(work, object, expression)).toThrow(expect.objectContaining({ code }));
  });

  it("knows no field that its author may not see", () => {
    const seen: Grant = { read: "all", change: "all", delete: "all", create: true, export: true, bulk: true };
    const blind = as({ company: { ...seen, fields: { revenue: "hidden" } } });
    for (const expression of ["company.revenue", "company.x_each", "company.x_double", "x_share"])
      expect(() => checkFormula(blind, "deal", expression)).toThrow(
        expect.objectContaining({ code: "formula_field_unknown" }),
      );
  });

  it("may not depend on itself, by whatever way", () => {
    const circular = expect.objectContaining({ code: "formula_circular" });
    expect(() => checkFormula(work, "company", "x_each + 1", "x_each")).toThrow(circular);
    expect(() => checkFormula(work, "company", "x_double + 1", "x_each")).toThrow(circular);
    const over = { related: "deals", aggregate: "sum", field: "x_share" } as const;
    expect(() => checkRollup(work, "company", over, "x_deals")).toThrow(circular);
    const filter = { field: "x_share", op: "gt", value: 1 } as const;
    expect(() =>
      checkRollup(work, "company", { related: "deals", aggregate: "count", filter }, "x_deals"),
    ).toThrow(circular);
    expect(checkRollup(work, "company", over, "x_sum")).toEqual({ result: "number", fields: ["x_share"] });
  });

  it("may not break what uses it", () => {
    expect(() => checkFormula(work, "company", '"much"', "x_each")).toThrow(
      expect.objectContaining({ code: "formula_types" }),
    );
  });

  it("may not be too large, alone or with what it uses", () => {
    const fields: Record<string, Field> = {};
    let last = Array.from({ length: 200 }, () => "employees").join("+");
    for (const name of ["x_a", "x_b", "x_c"]) {
      fields[name] = formula({ expression: last, result: "number" });
      last = `${name} + ${name}`;
    }
    const grown = buildCatalogue(
      definitions.map((one) => (one === company ? { ...one, fields: { ...one.fields, ...fields } } : one)),
    );
    const large = expect.objectContaining({ code: "formula_too_large" });
    expect(() => checkFormula({ ...work, catalogue: grown }, "company", "x_a + x_a + x_a")).toThrow(large);
    expect(() => checkFormula({ ...work, catalogue: grown }, "company", "x_c")).toThrow(large);
    const many = buildCatalogue(
      definitions.map((one) =>
        one === company
          ? {
              ...one,
              fields: {
                ...one.fields,
                ...Object.fromEntries(
                  Array.from({ length: 13 }, (_, at) => [`x_${at}`, fields.x_a as Field]),
                ),
              },
            }
          : one,
      ),
    );
    expect(() => checkFormula({ ...work, catalogue: many }, "company", "employees")).toThrow(
      expect.objectContaining({ code: "formulas_too_large" }),
    );
  });
});

describe("a roll-up", () => {
  it("tells what it gives", () => {
    expect(checkRollup(work, "company", { related: "deals", aggregate: "count" }).result).toBe("number");
    expect(
      checkRollup(work, "company", { related: "deals", aggregate: "max", field: "expected_close_on" }).result,
    ).toBe("date");
    expect(
      checkRollup(work, "company", { related: "people", aggregate: "min", field: "created_at" }).result,
    ).toBe("date_time");
    expect(
      checkRollup(work, "company", { related: "deals", aggregate: "avg", field: "stage.probability" }).result,
    ).toBe("number");
    expect(
      checkRollup(work, "deal", { related: "competitors", aggregate: "sum", field: "employees" }).result,
    ).toBe("number");
  });

  it.each([
    [{ related: "nothing", aggregate: "count" }, "field_unknown"],
    [{ related: "deals", aggregate: "sum" }, "field_unknown"],
    [{ related: "deals", aggregate: "sum", field: "name" }, "rollup_invalid"],
    [{ related: "deals", aggregate: "avg", field: "expected_close_on" }, "rollup_invalid"],
    [{ related: "deals", aggregate: "max", field: "competitors.employees" }, "rollup_invalid"],
    [
      { related: "deals", aggregate: "count", filter: { field: "ammount", op: "gt", value: 1 } },
      "field_unknown",
    ],
    [
      { related: "deals", aggregate: "count", filter: { field: "amount", op: "gt", value: "much" } },
      "filter_invalid",
    ],
    [
      { related: "deals", aggregate: "count", filter: { field: "amount", op: "contains", value: "1" } },
      "filter_invalid",
    ],
  ] as const)("%j is refused: %s", (asked, code) => {
    expect(() => checkRollup(work, "company", asked)).toThrow(expect.objectContaining({ code }));
  });

  it("goes over no link that its author may not see", () => {
    const seen: Grant = { read: "all", change: "all", delete: "all", create: true, export: true, bulk: true };
    const blind = as({ deal: { ...seen, fields: { company: "hidden" } } });
    expect(() => checkRollup(blind, "company", { related: "deals", aggregate: "count" })).toThrow(
      expect.objectContaining({ code: "field_unknown" }),
    );
  });
});

it("a catalogue without a field tells which computed fields that breaks", () => {
  const without = (name: string): Catalogue => {
    const { [name]: _removed, ...fields } = company.fields;
    return buildCatalogue(definitions.map((one) => (one === company ? { ...company, fields } : one)));
  };
  const broken = (after: Catalogue) =>
    brokenFields(catalogue, after).map(({ object, field }) => `${object}.${field}`);
  expect(broken(without("revenue")).sort()).toEqual(["company.x_double", "company.x_each", "deal.x_share"]);
  expect(broken(without("x_double"))).toEqual([]);
});
