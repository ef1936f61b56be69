import { expect, test } from "vitest";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { fieldsInQuestion, fieldsTakenOver, fieldsTogether, ownerOf, valuesToWrite } from "./merge-choice.ts";

const company = {
  name: "company",
  fields: {
    name: { type: "text" },
    phone: { type: "phone" },
    industry: { type: "choice", options: [] },
    roles: { type: "choices", options: [] },
    parent: { type: "link", to: "company" },
    score: { type: "formula", expression: "1", result: "number" },
    picture: { type: "file", hidden: true },
  },
} as unknown as ObjectMetadata;

const records = [
  {
    id: "1",
    name: "Acme",
    phone: null,
    industry: "retail",
    roles: ["client"],
    parent: { id: "9", title: "Top" },
    score: 1,
  },
  {
    id: "2",
    name: "ACME Ltd",
    phone: "+1",
    industry: "retail",
    roles: ["lead"],
    parent: { id: "8", title: "Other" },
    score: 2,
  },
] as unknown as RecordData[];

test("one chooses where several say something else, and nothing where one says nothing", () => {
  expect(fieldsInQuestion(company, records)).toEqual(["name", "parent"]);
  expect(fieldsTogether(company, records)).toEqual(["roles"]);
});

test("a telephone number that is only written otherwise is no question", () => {
  const written = (phone: string) =>
    records.map((record, at) => ({ ...record, phone: at === 0 ? "+359 88 812 3456" : phone }));
  expect(fieldsInQuestion(company, written("0888123456"))).not.toContain("phone");
  expect(fieldsInQuestion(company, written("0888123457"))).toContain("phone");
});

test("until somebody chooses, the record that stays keeps its values", () => {
  expect(ownerOf(records, "2", {}, "name")).toBe("2");
  expect(ownerOf(records, "1", {}, "phone")).toBe("2");
  expect(ownerOf(records, "1", { name: "2" }, "name")).toBe("2");
  expect(valuesToWrite(company, records, "1", {})).toEqual({});
});

test("what only one has is taken over, and one may leave it", () => {
  expect(fieldsTakenOver(company, records)).toEqual(["phone"]);
  expect(valuesToWrite(company, records, "1", { phone: "2" })).toEqual({});
  expect(valuesToWrite(company, records, "1", { phone: "1" })).toEqual({ phone: null });
  expect(valuesToWrite(company, records, "2", { phone: "1" })).toEqual({ phone: null });
});

test("what was chosen is written as the API takes it", () => {
  expect(valuesToWrite(company, records, "1", { name: "2", parent: "2" })).toEqual({
    name: "ACME Ltd",
    parent: "8",
  });
});
