import { expect, test } from "vitest";
import type { ObjectMetadata } from "#records/contract";
import {
  moveColumn,
  pinColumn,
  readColumns,
  resizeColumn,
  stretchColumns,
  tableColumns,
  toggleColumn,
  writeColumns,
} from "./columns.ts";
import { clickSort, readSort, sortBy, withoutKey, writeSort } from "./sort.ts";

const deal = {
  name: "deal",
  title: "name",
  fields: {
    name: { type: "text" },
    amount: { type: "money" },
    stage: { type: "link", to: "stage" },
    owner: { type: "user" },
  },
} as unknown as ObjectMetadata;
const shown = [{ field: "name" }, { field: "amount" }, { field: "stage" }];
const names = (columns: readonly { readonly field: string }[]) => columns.map((column) => column.field);

test("the title stands first and pinned columns next, whatever the view says", () => {
  const columns = tableColumns(deal, [
    { field: "amount" },
    { field: "stage", pinned: true },
    { field: "name" },
  ]);
  expect(names(columns)).toEqual(["name", "stage", "amount"]);
  expect(columns.map((column) => column.left)).toEqual([36, 316, null]);
});

test("a column is as wide as its head needs, unless somebody sized it", () => {
  const heads = tableColumns(deal, [{ field: "amount" }, { field: "stage", width: 100 }], () => 220);
  expect(heads.map((column) => column.width)).toEqual([280, 220, 100]);
});

test("on a wide screen the columns that nobody sized grow, by half at most", () => {
  const columns = tableColumns(deal, [
    { field: "name" },
    { field: "amount", width: 100 },
    { field: "stage" },
  ]);
  const widths = (available: number) => stretchColumns(columns, available).map((column) => column.width);
  expect(widths(600)).toEqual([280, 100, 190]);
  expect(widths(36 + 100 + 470 + 47)).toEqual([308, 100, 209]);
  expect(widths(4000)).toEqual([420, 100, 285]);
});

test("a view with a field that is gone or hidden shows the others", () => {
  expect(names(tableColumns(deal, [{ field: "secret" }, { field: "amount" }]))).toEqual(["name", "amount"]);
});

test("a column is moved to another's place or by one step, never before the title", () => {
  expect(names(moveColumn(shown, "stage", "amount"))).toEqual(["name", "stage", "amount"]);
  expect(names(moveColumn(shown, "amount", 1))).toEqual(["name", "stage", "amount"]);
  expect(names(moveColumn(shown, "amount", -1))).toEqual(["name", "amount", "stage"]);
  expect(names(moveColumn(shown, "name", 1))).toEqual(["name", "amount", "stage"]);
});

test("a column is shown, hidden, sized within bounds and pinned", () => {
  expect(names(toggleColumn(shown, "owner"))).toEqual(["name", "amount", "stage", "owner"]);
  expect(names(toggleColumn(shown, "stage"))).toEqual(["name", "amount"]);
  expect(resizeColumn(shown, "amount", 5)[1]).toEqual({ field: "amount", width: 60 });
  expect(pinColumn(pinColumn(shown, "amount"), "amount")).toEqual([
    { field: "name" },
    { field: "amount", pinned: undefined },
    { field: "stage" },
  ]);
});

test("columns stand in the address and come back from it; nonsense is passed over", () => {
  const columns = [
    { field: "name" },
    { field: "amount", width: 220 },
    { field: "stage", width: 90, pinned: true },
  ];
  expect(writeColumns(columns)).toBe("name,amount:220,stage:90!");
  expect(readColumns(writeColumns(columns))).toEqual(columns);
  expect(readColumns("name,<script>,amount:1")).toEqual([{ field: "name" }, { field: "amount", width: 60 }]);
});

test("a click sorts up, down and not at all; with shift beside the others", () => {
  expect(writeSort(clickSort(readSort("name"), "amount", false))).toBe("amount");
  expect(writeSort(clickSort(readSort("amount"), "amount", false))).toBe("-amount");
  expect(writeSort(clickSort(readSort("-amount"), "amount", false))).toBe("");
  expect(writeSort(clickSort(readSort("stage,amount"), "amount", true))).toBe("stage,-amount");
});

test("the order goes on by a further field, turns one round in its place, and lets one go", () => {
  const by = (text: string, field: string, descending: boolean, beside: boolean) =>
    writeSort(sortBy(readSort(text), { field, descending }, beside));
  expect(by("name", "amount", true, false)).toBe("-amount");
  expect(by("name", "amount", true, true)).toBe("name,-amount");
  expect(by("name,amount,stage", "amount", true, true)).toBe("name,-amount,stage");
  expect(writeSort(withoutKey(readSort("name,-amount,stage"), "amount"))).toBe("name,stage");
});
