import { expect, test } from "vitest";
import type { TeamLine, UserLine } from "../settings/people.ts";
import { isWithin, treeOf } from "./team-tree.ts";

const team = (id: string, parent: string | null = null): TeamLine => ({
  id,
  name: id,
  version: 1,
  manager: null,
  parent: parent ? { id: parent, title: parent } : null,
});
const user = (id: string, of: string | null): UserLine => ({
  id,
  name: id,
  email: null,
  jobTitle: null,
  team: of ? { id: of, title: of } : null,
  roles: [],
  access: undefined,
});

const teams = [team("north"), team("west", "north"), team("orphan", "gone"), team("coast", "west")];

test("teams stand in their tree with their people, who are counted upwards; what has lost its parent stands on top", () => {
  const { branches, without } = treeOf(teams, [
    user("ann", "north"),
    user("bob", "coast"),
    user("eve", null),
  ]);
  expect(branches.map((branch) => [branch.team.id, branch.size])).toEqual([
    ["north", 2],
    ["orphan", 0],
  ]);
  expect(branches[0]?.below[0]).toMatchObject({
    team: { id: "west" },
    below: [{ team: { id: "coast" }, size: 1 }],
  });
  expect(without.map(({ id }) => id)).toEqual(["eve"]);
});

test("a team is not moved to itself or to what stands below it, not even where a circle is there already", () => {
  expect(teams.map((one) => isWithin(teams, "north", one))).toEqual([true, true, false, true]);
  const circle = [team("a", "b"), team("b", "a")];
  expect(isWithin(circle, "x", circle[0] as TeamLine)).toBe(false);
});
