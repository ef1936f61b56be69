import { sql } from "kysely";
import { dayIn } from "#kernel/period";
import type { Work } from "#records";
import { conditionAsItIs } from "../conditions/unreadable.ts";
import { openStatuses } from "../contract/lead-objects.ts";
import { territoriesOf } from "../territories/territories-of.ts";
import type { Choosing, LeadToAssign, Rule, Seller } from "./choosing.ts";
import type { WorkingTime } from "./working-times.ts";

interface WrittenRule extends Rule {
  readonly condition: string | null;
}

/** The active rules in their order, and everybody whom they may take with what speaks for and against them now. */
export async function readChoosing(
  work: Work,
): Promise<Choosing & { readonly rules: readonly WrittenRule[] }> {
  const { rows: rules } = await sql<WrittenRule>`
    select id, name, way, user_id as "user", team_id as team, within_hours as "withinHours", most_open as "mostOpen", condition
    from assignment_rules where active and archived_at is null order by position, id`.execute(work.db);
  if (rules.length === 0) return { rules, sellers: [], times: [], now: work.now };
  const { rows: times } = await sql<WorkingTime>`
    select user_id as "user", team_id as team, days, opens, closes, time_zone as "timeZone"
    from working_times where archived_at is null`.execute(work.db);
  return { rules, sellers: await readSellers(work, rules), times, now: work.now };
}

interface SellerRow extends Omit<Seller, "turns" | "away"> {
  readonly awayUntil: string | null;
  readonly turns: readonly { rule: string; turn: number; at: string }[] | null;
}

async function readSellers(work: Work, rules: readonly Rule[]): Promise<Seller[]> {
  const { rows } = await sql<SellerRow>`
    with recursive above (team, ancestor, steps) as (
      select id, id, 0 from teams where archived_at is null
      union all
      select a.team, t.parent_id, a.steps + 1 from above a join teams t on t.id = a.ancestor
      where t.parent_id is not null and a.steps < 20)
    select u.id, u.name, coalesce(u.time_zone, o.time_zone, 'UTC') as "timeZone",
      array(select ancestor from above where above.team = u.team_id order by steps) as teams,
      coalesce(s.languages, '{}') as languages, s.most_open as "mostOpen", s.away_until as "awayUntil",
      array(select product_id from sales_profile_products p where p.sales_profile_id = s.id) as products,
      (select count(*)::integer from leads l where l.owner_id = u.id and l.archived_at is null
        and l.status = any(${openStatuses}::text[])) as open,
      (select jsonb_agg(jsonb_build_object('rule', r.id, 'turn', last.turn, 'at', last.assigned_at))
        from unnest(${rules.map(({ id }) => id)}::uuid[]) as r (id), lateral (
          select turn, assigned_at from lead_assignments a where a.rule_id = r.id and a.user_id = u.id
          order by turn desc limit 1) as last) as turns
    from users u left join sales_profiles s on s.user_id = u.id and s.archived_at is null
      left join organisation o on true
    where u.active and u.archived_at is null order by u.id`.execute(work.db);
  return rows.map(({ awayUntil, turns, ...row }) => ({
    ...row,
    away: awayUntil !== null && dayIn(row.timeZone, work.now) <= awayUntil,
    turns: new Map((turns ?? []).map(({ rule, turn, at }) => [rule, { turn, at: new Date(at) }])),
  }));
}

/** What the rules go by of each of the leads, in the order of the ids given. */
export async function leadsToAssign(
  work: Work,
  ids: readonly string[],
  rules: readonly WrittenRule[],
): Promise<LeadToAssign[]> {
  const fits = rules.map(
    ({ id, condition }) =>
      sql`case when ${conditionAsItIs(work, { object: "lead", alias: "l" }, condition)} then ${id}::text end`,
  );
  const { rows } = await sql<Omit<LeadToAssign, "territoryPeople"> & { party: string }>`
    select l.id, l.name, l.party_id as party, p.language,
      array_remove(array[${fits.length > 0 ? sql.join(fits) : sql`null::text`}], null) as rules,
      array(select product_id from lead_products i where i.lead_id = l.id) as products,
      array(select distinct a.user_id from lead_assignments a where a.lead_id = l.id and a.ended = 'returned') as "hadIt"
    from unnest(${ids}::uuid[]) with ordinality as asked (id, place) join leads l on l.id = asked.id
      join parties p on p.id = l.party_id order by asked.place`.execute(work.db);
  const byTerritory = rules.some(({ way }) => way === "territory");
  const territories = byTerritory
    ? await territoriesOf(work, [...new Set(rows.map(({ party }) => party))])
    : new Map<string, never>();
  return rows.map(({ party, ...lead }) => ({
    ...lead,
    territoryPeople: (territories.get(party) ?? []).flatMap(
      ({ people }: { people: readonly string[] }) => people,
    ),
  }));
}
