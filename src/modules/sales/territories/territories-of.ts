import { sql } from "kysely";
import type { Work } from "#records";
import { conditionAsItIs } from "../conditions/unreadable.ts";

interface TerritoryOfParty {
  readonly id: string;
  readonly name: string;
  /** Whose it is. */
  readonly people: readonly string[];
}

/**
 * The territories in which each of the parties lies, in the order of the territories; by one statement for however many
 * parties. Parties that lie in none are left out. Whoever asks, all territories and parties are looked at.
 */
export async function territoriesOf(
  work: Work,
  parties: readonly string[],
): Promise<ReadonlyMap<string, readonly TerritoryOfParty[]>> {
  const territories = parties.length > 0 ? await allTerritories(work) : [];
  if (territories.length === 0) return new Map();
  const lies = territories.map(
    ({ condition }, at) =>
      sql`case when ${conditionAsItIs(work, { object: "party", alias: "p" }, condition)} then ${at}::integer end`,
  );
  const { rows } = await sql<{ party: string; places: number[] }>`
    select p.id as party, array_remove(array[${sql.join(lies)}], null) as places
    from parties p where p.id = any(${parties}::uuid[])`.execute(work.db);
  return new Map(
    rows.flatMap(({ party, places }) =>
      places.length > 0 ? [[party, places.flatMap((at) => territories[at] ?? [])] as const] : [],
    ),
  );
}

async function allTerritories(work: Work): Promise<(TerritoryOfParty & { readonly condition: string })[]> {
  const { rows } = await sql<TerritoryOfParty & { condition: string }>`
    select t.id, t.name, t.condition,
      array(select u.user_id from territory_users u where u.territory_id = t.id order by 1) as people
    from territories t where t.archived_at is null order by t.position, t.id`.execute(work.db);
  return rows;
}
