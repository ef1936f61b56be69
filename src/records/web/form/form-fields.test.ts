import { expect, it } from "vitest";
import { date, file, fullGrant, link, type ObjectMetadata, personName, text } from "#records/contract";
import { firstValues, formFields, problemsByField } from "./form-fields.ts";

const person: ObjectMetadata = {
  name: "person",
  plural: "people",
  table: "parties",
  module: "customers",
  title: "name",
  icon: "user",
  owned: true,
  columns: ["name", "company"],
  sort: "name",
  fields: {
    name: personName({ required: true }),
    company: link("company"),
    birth_date: date(),
    picture: file({ hidden: true }),
  },
  related: {},
  grant: fullGrant,
};

it("a new person is asked for the name and what one usually knows, the rest stands behind more fields", () => {
  const { usual, more } = formFields(person, { may: () => false });
  expect(usual).toContain("name");
  expect(usual).toContain("company");
  expect(usual).not.toContain("birth_date");
  expect(more).toContain("birth_date");
  expect(more).not.toContain("picture");
});

it("what is given with the form stands in sight, and what is required always does", () => {
  expect(formFields(person, { given: { birth_date: "1990-01-01" }, may: () => false }).usual).toContain(
    "birth_date",
  );
  expect(formFields(person, { wanted: ["company"], may: () => false }).usual).toEqual(["company", "name"]);
});

it("what a capability governs is asked for where a module says so, from those who have the capability", () => {
  const deal: ObjectMetadata = {
    ...person,
    fields: { ...person.fields, stage: link("stage", { governedBy: "deals:move", required: true }) },
  };
  expect(formFields(deal, { may: () => true }).usual).not.toContain("stage");
  expect(formFields(deal, { wanted: ["stage"], may: () => true }).usual).toEqual(["stage", "name"]);
  expect(formFields(deal, { wanted: ["stage"], may: () => false }).usual).toEqual(["name"]);
});

it("begins with the defaults and what is given", () => {
  const fields = {
    done: { type: "boolean", default: false },
    kind: { type: "choice", options: ["a", "b"], default: "a" },
  } as const;
  expect(firstValues({ ...person, fields }, { kind: "b" })).toEqual({ done: false, kind: "b" });
});

it("begins in the currency of the organisation where one must be said", () => {
  const fields = {
    currency: text({ code: "currency", required: true }),
    other: text({ code: "currency" }),
  };
  expect(firstValues({ ...person, fields }, {}, "EUR")).toEqual({ currency: "EUR" });
  expect(firstValues({ ...person, fields }, { currency: "USD" }, "EUR")).toEqual({ currency: "USD" });
});

it("sets each error beside its field, also one in a part of it", () => {
  const problem = { type: "", title: "Invalid", status: 422, code: "field_invalid" as const };
  expect(
    problemsByField({
      ...problem,
      errors: [{ code: "field_invalid", field: "amount.currency", detail: "No such currency" }],
    }),
  ).toEqual({ amount: "No such currency" });
  expect(problemsByField({ ...problem, detail: "Not now" })).toEqual({ "": "Not now" });
});
