import { expect, it } from "vitest";
import type { Filter } from "#kernel/filter";
import { askFace, faceAskedFor, facesAmong } from "./faces.ts";

const party = { name: "party", table: "parties" };
const person = { name: "person", table: "parties", where: { kind: "person" } };
const company = { name: "company", table: "parties", where: { kind: "company" } };
const deal = { name: "deal", table: "deals" };
const faces = facesAmong(party, [party, person, deal, company]);
const kind: Filter = { field: "kind", op: "is", value: "company" };
const [retail, big]: [Filter, Filter] = [
  { field: "industry", op: "is", value: "retail" },
  { field: "employees", op: "gt", value: 50 },
];

it("a wide object has faces, a face has none", () => {
  expect(faces.map(({ name }) => name)).toEqual(["person", "company"]);
  expect(facesAmong(company, [party, person, company])).toEqual([]);
});

it("what is asked of one face is taken apart and put together again", () => {
  for (const asked of [null, retail, { or: [retail, big] }, { and: [retail, big] }] as (Filter | null)[])
    expect(faceAskedFor(faces, askFace(company, asked))).toEqual({ face: company, asked });
});

it("a filter that says no face, or says it not of all, is of the whole", () => {
  for (const filter of [null, retail, { or: [kind, retail] }, { not: kind }] as (Filter | null)[])
    expect(faceAskedFor(faces, filter)).toEqual({ face: undefined, asked: filter });
});
