import { expect, it } from "vitest";
import { branchesOf, categoryOf, inCategory } from "./tree.ts";

const category = (id: string, parent?: string) => ({
  id,
  version: 1,
  name: id,
  parent: parent ? { id: parent, title: parent } : null,
});
const branches = branchesOf([
  category("desks"),
  category("chairs"),
  category("office", "chairs"),
  category("lost", "gone"),
]);

it("categories are read as a tree; one whose parent is not seen stands at the top", () => {
  expect(branches.map(({ id, depth }) => [id, depth])).toEqual([
    ["desks", 0],
    ["chairs", 0],
    ["office", 1],
    ["lost", 0],
  ]);
});

it("a category is shown with all below it, beside whatever else the list asks for", () => {
  const active = { field: "active", op: "is", value: true } as const;
  const chairs = branches[1] ?? null;
  const filter = inCategory(active, chairs);
  expect(filter).toEqual({ and: [active, { field: "category", op: "in", value: ["chairs", "office"] }] });
  expect(categoryOf(filter, branches)).toBe("chairs");
  expect(inCategory(filter, null)).toEqual(active);
  expect(categoryOf(active, branches)).toBeNull();
});
