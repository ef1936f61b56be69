import { sql } from "kysely";
import { titleExpression, visibleWhere, type Work } from "#records";
import { grantOn } from "#records/contract";

export interface Seller {
  readonly id: string;
  readonly title: string | null;
  readonly team: string | null;
}

export interface Team {
  readonly id: string;
  readonly title: string | null;
  readonly parent: string | null;
  /** That the actor leads it, or one above it. */
  readonly isLed: boolean;
}

/** The teams and people whose deals the actor sees: a team is there when all in it and below it are. */
export interface TeamTree {
  /** That the actor sees everybody's. */
  readonly isWhole: boolean;
  readonly teams: readonly Team[];
  readonly sellers: readonly Seller[];
}

/** Most people that a tree holds; beyond that a company has other worries. */
const mostPeople = 10_000;

export async function teamTree(work: Work): Promise<TeamTree> {
  const reach = work.actor.userId === null ? "all" : grantOn(work.actor.rights, "deal").read;
  if (reach === "none") return { isWhole: false, teams: [], sellers: [] };
  const reached = reach === "own" || reach === "shared" ? [work.actor.userId] : work.actor.teamUserIds;
  const everybody = await allPeople(work);
  const isReached = (id: string) => reach === "all" || reached.includes(id);
  const teams = await allTeams(work);
  const below = membersBelow(teams, everybody);
  return {
    isWhole: reach === "all",
    teams: teams.filter(({ id }) => {
      const members = below.get(id) ?? [];
      return reach === "all" || (members.length > 0 && members.every(isReached));
    }),
    sellers: everybody.filter(({ id, seen }) => seen && isReached(id)),
  };
}

/** Ids of the people of each team and of the teams below it. */
export function membersBelow(
  teams: readonly Pick<Team, "id" | "parent">[],
  sellers: readonly Pick<Seller, "id" | "team">[],
): ReadonlyMap<string, readonly string[]> {
  const parents = new Map(teams.map(({ id, parent }) => [id, parent]));
  const found = new Map<string, string[]>(teams.map(({ id }) => [id, []]));
  for (const seller of sellers) {
    // A ring of teams ends where it began.
    const walked = new Set<string>();
    for (let at = seller.team; at !== null && !walked.has(at); at = parents.get(at) ?? null) {
      walked.add(at);
      found.get(at)?.push(seller.id);
    }
  }
  return found;
}

async function allPeople(work: Work): Promise<readonly (Seller & { readonly seen: boolean })[]> {
  const user = work.catalogue.object("user");
  const { rows } = await sql<Seller & { seen: boolean }>`
    select u.id, ${titleExpression(work, user, "u")} as title, u.team_id as team, ${visibleWhere(work, "user", "u")} as seen
    from users u where u.archived_at is null and u.active
    order by 2, u.id limit ${mostPeople}`.execute(work.db);
  return rows;
}

async function allTeams(work: Work): Promise<readonly Team[]> {
  const team = work.catalogue.object("team");
  const { rows } = await sql<Team>`
    with recursive led (id) as (
      select t.id from teams t where t.archived_at is null and t.manager_id = ${work.actor.userId}
      union
      select t.id from teams t join led on t.parent_id = led.id where t.archived_at is null)
    select t.id, ${titleExpression(work, team, "t")} as title, t.parent_id as parent, t.id in (select id from led) as "isLed"
    from teams t where t.archived_at is null and ${visibleWhere(work, "team", "t")}
    order by 2, t.id limit ${mostPeople}`.execute(work.db);
  return rows;
}
