import type { TeamLine } from "./people.ts";

export interface Branch {
  readonly team: TeamLine;
  readonly depth: number;
}

/** Teams in the order of their tree: each followed by what is part of it. */
export function inTree(teams: readonly TeamLine[]): readonly Branch[] {
  const known = new Set(teams.map((team) => team.id));
  const under = Map.groupBy(teams, (team) =>
    team.parent && known.has(team.parent.id) ? team.parent.id : null,
  );
  const branches = (parent: string | null, depth: number): readonly Branch[] =>
    (under.get(parent) ?? []).flatMap((team) => [{ team, depth }, ...branches(team.id, depth + 1)]);
  return branches(null, 0);
}
