import type { TeamLine, UserLine } from "../settings/people.ts";

/** A team in its place: what is part of it, and who is in it. */
export interface Branch {
  readonly team: TeamLine;
  readonly below: readonly Branch[];
  readonly members: readonly UserLine[];
  /** People in it and in all teams below. */
  readonly size: number;
}

/** All teams as a tree, with those who are in none. A team whose parent is not there stands at the top. */
export function treeOf(
  teams: readonly TeamLine[],
  users: readonly UserLine[],
): { readonly branches: readonly Branch[]; readonly without: readonly UserLine[] } {
  const known = new Set(teams.map((team) => team.id));
  const above = ({ parent }: TeamLine) => (parent && known.has(parent.id) ? parent.id : null);
  const teamsUnder = Map.groupBy(teams, above);
  const usersIn = Map.groupBy(users, ({ team }) => (team && known.has(team.id) ? team.id : null));
  const branch = (team: TeamLine): Branch => {
    const below = (teamsUnder.get(team.id) ?? []).map(branch);
    const members = usersIn.get(team.id) ?? [];
    return { team, below, members, size: members.length + below.reduce((sum, { size }) => sum + size, 0) };
  };
  return { branches: (teamsUnder.get(null) ?? []).map(branch), without: usersIn.get(null) ?? [] };
}

/** Whether the team stands somewhere below `id`, or is it: there a team is never moved to. */
export function isWithin(teams: readonly TeamLine[], id: string, team: TeamLine): boolean {
  const byId = new Map(teams.map((one) => [one.id, one]));
  const seen = new Set<string>();
  for (let at: TeamLine | undefined = team; at && !seen.has(at.id); at = byId.get(at.parent?.id ?? "")) {
    if (at.id === id) return true;
    seen.add(at.id);
  }
  return false;
}
