import { describe, expect, it } from "vitest";
import type { Filter } from "#kernel/filter";
import { parseFilterText } from "#kernel/filter-text";
import {
  type Branch,
  changeNode,
  holds,
  type Leaf,
  newBranch,
  newLeaf,
  readTree,
  writeTree,
} from "./tree.ts";

describe("a filter as a tree that is edited", () => {
  it.each([
    "stage is open",
    "stage is open and amount > 5",
    "not (stage is open or amount > 5) and owner is me",
    "a is x and (b is y or (c is z and not d is w))",
    "tasks.some(done is false and not (kind is call or kind is email))",
    "deals.sum(amount where stage is won) > 5 and tasks.none() and people.count(a is b) >= 2",
    "a is b and (c is d or (e is f and (g is h or (i is j and (k is l or m is n)))))",
    "not not a is b and everything and (nothing or b is c)",
  ])("comes back as it was: %s", (text) => {
    const filter = parseFilterText(text);
    expect(writeTree(readTree(filter))).toEqual(filter);
  });

  it("has no more levels than are shown; what is deeper is kept in one piece", () => {
    const filter = parseFilterText("a is b and (c is d or (e is f and (g is h or i is j)))");
    const level = (branch: Branch) => branch.parts.at(-1);
    const third = level(level(readTree(filter)) as Branch) as Branch;
    expect(level(third)).toMatchObject({ kind: "leaf", filter: parseFilterText("g is h or i is j") });
  });

  it("says nothing of conditions that are not whole, and of groups without any", () => {
    const unfinished: Filter = { field: "amount", op: "gt" };
    const tree: Branch = { ...newBranch("and"), parts: [newLeaf(), newLeaf(unfinished), newBranch("or")] };
    expect(writeTree(tree)).toBeNull();
  });

  it("is changed wherever a condition stands, also within a question about related records", () => {
    const tree = readTree(parseFilterText("a is b and tasks.some(kind is call)"));
    const inner = (tree.parts[1] as Leaf).inner as Branch;
    const leaf = inner.parts[0] as Leaf;
    const negated = changeNode(tree, leaf.id, (node) => ({ ...node, negated: true }));
    expect(writeTree(negated)).toEqual(parseFilterText("a is b and tasks.some(not kind is call)"));
    expect(holds(tree.parts[1] as Leaf, leaf.id)).toBe(true);
    expect(holds(tree.parts[0] as Leaf, leaf.id)).toBe(false);
    const without = changeNode(tree, leaf.id, () => null);
    expect(writeTree(without)).toEqual(parseFilterText("a is b and tasks.some()"));
  });
});
