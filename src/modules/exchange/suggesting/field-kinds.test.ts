import { expect, test } from "vitest";
import type { ColumnSurvey } from "../contract/imports.ts";
import { fieldKindOf } from "./field-kinds.ts";

function column(values: readonly string[], complete = true): ColumnSurvey {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const distinct = [...counts].map(([value, count]) => ({ value, count }));
  return { index: 0, name: "Column", filled: values.length, samples: [], distinct, complete };
}

test.each<[string, readonly string[]]>([
  ["email", ["a@mail.example", "b@mail.example"]],
  ["phone", ["+44 20 7946 0001", "(020) 7946 0002"]],
  ["url", ["https://mail.example/a", "www.mail.example"]],
  ["date", ["2026-01-02", "2026-03-04"]],
  ["date_time", ["2026-01-02 10:00", "2026-03-04 11:30"]],
  ["boolean", ["yes", "no", "yes"]],
  ["number", ["1", "0", "1"]],
  ["number", ["12", "1300", "7"]],
  ["decimal", ["12.50", "1300", "7.125"]],
  ["decimal", ["9000000000", "1"]],
  ["text", ["00417", "00418", "00419"]],
  ["text", ["12", "thirteen", "14", "15", "16", "17"]],
  ["text", ["a@mail.example", "b@mail.example", "c@mail.example", "d@mail.example", "unknown"]],
  ["choice", ["Hot", "Cold", "Hot", "Warm", "Cold", "Hot"]],
  ["choices", ["Vip;Fair", "Fair", "Vip", "Fair;News", "News"]],
  ["long_text", ["First line\nsecond line", "One"]],
  ["text", ["Alder", "Birch", "Cedar", "Douglas", "Elm"]],
])("a field that is %s holds every one of its values", (type, values) => {
  expect(fieldKindOf(column(values)).type).toBe(type);
});

test("a choice has the values of the column as its options; of a column with too many values nothing is chosen", () => {
  expect(fieldKindOf(column(["Hot", "Cold", "Hot", "Cold"]))).toEqual({
    type: "choice",
    options: [{ label: "Hot" }, { label: "Cold" }],
  });
  expect(fieldKindOf(column(["Hot", "Cold", "Hot", "Cold"], false))).toEqual({ type: "text", max: 1000 });
});
