import { expect, test } from "vitest";
import { ApiProblem } from "#web/client.ts";
import type { DocumentContent } from "#trade/contract";
import { newLine, type EditedLine } from "./edited-line.ts";
import { keepable, refusalIn, type Refusals, withIds } from "./keeping.ts";

const record = (id: string, quantity: string) => ({ id, version: 1, description: id, quantity });
const contentOf = (...lines: object[]) => ({ lines, list_prices: {} }) as unknown as DocumentContent;
const typed = (key: string, values: Partial<EditedLine>): EditedLine => ({
  ...newLine(null, undefined),
  key,
  description: key,
  ...values,
});

test("what is wrong with one line keeps the others from nothing", () => {
  const refusals: Refusals = new WeakMap();
  const right = typed("right", { id: "a", quantity: "77" });
  const refused = typed("refused", { id: "b", quantity: "1.5" });
  const misread = typed("misread", { quantity: "0" });
  refusals.set(refused, { field: "quantity", text: "whole" });
  const content = contentOf(record("a", "1"), record("b", "2"));
  const sent = keepable([right, refused, misread], refusals, content);
  expect(sent.map(({ key, quantity }) => [key, quantity])).toEqual([
    ["right", "77"],
    ["refused", "2"],
  ]);
  const kept = contentOf(record("a", "77"), record("b", "2"));
  const after = withIds([right, refused, misread], { sent, kept, refusals });
  expect(after[0]?.record).toMatchObject({ quantity: "77" });
  expect(after.slice(1)).toEqual([refused, misread]);
  expect(after[1]).toBe(refused);
});

test("a refusal names its line and its field, anything else is nobody's", () => {
  const problem = { type: "", title: "Wrong", status: 422, code: "quantity_too_fine" as const };
  expect(refusalIn(new ApiProblem({ ...problem, field: "lines.2.quantity", detail: "Whole" }))).toEqual({
    at: 2,
    field: "quantity",
    text: "Whole",
  });
  expect(refusalIn(new ApiProblem({ ...problem, field: "discount" }))).toBeNull();
  expect(refusalIn(new Error("lines.2.quantity"))).toBeNull();
});
