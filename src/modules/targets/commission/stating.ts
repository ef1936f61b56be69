import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { fullGrant } from "#records/contract";
import type { Work } from "#records";
import type { CommissionPlan, Tier } from "../contract/commission.ts";
import { type Period, periodAt } from "../contract/periods.ts";
import { teamTree } from "../deals-seen/team-tree.ts";
import { targetsOfPeriod } from "../targets/attainment.ts";
import { targetsWithin } from "../targets/stored-targets.ts";
import { bases, type Entry } from "./bases.ts";
import { correctionRows, earnedRows, type Row, type Terms } from "./statement.ts";

/** What one seller earns in a period of a plan. */
export interface Stated {
  readonly user: string;
  readonly quota: string | null;
  readonly rows: readonly Row[];
  readonly isClosed: boolean;
}

/** How many closed periods are looked at again for corrections. */
const lookedBack = 24;

/** The statements of a period: as they were closed, or as they stand now with corrections of what was closed before. */
export async function statementsOf(
  work: Work,
  plan: CommissionPlan,
  period: Period,
): Promise<readonly Stated[]> {
  const closed = await closures(work, plan);
  if (closed.some(({ startsOn }) => startsOn === period.from))
    return closedStatements(work, plan, period.from);
  const earlier = closed.filter(({ startsOn }) => startsOn < period.from).slice(-lookedBack);
  const from = earlier[0]?.startsOn ?? period.from;
  const entries = await bases[plan.base](work, { from, until: period.until });
  const quotas = await quotasOf(work, period);
  const stated = await statedRows(work, plan, from);
  const members = await membersOf(work, plan.id);
  const users = [...new Set([...members, ...stated.map(({ user }) => user)])];
  // Corrections stand in the first period that is not closed: a later one would say them again.
  const isNext = nextOpen(plan, closed) === period.from;
  return users.flatMap((user): Stated[] => {
    const terms: Terms = { tiers: plan.tiers, quota: quotas.get(user) ?? null };
    const own = members.includes(user)
      ? earnedRows(within(entries, inPlan(plan, period)), user, period.from, terms)
      : [];
    const corrections = isNext
      ? earlier.flatMap((closure) => correctionsOf(closure, { plan, user, entries, stated }))
      : [];
    if (!members.includes(user) && corrections.length === 0) return [];
    return [{ user, quota: terms.quota, rows: [...own, ...corrections], isClosed: false }];
  });
}

interface Closure {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly tiers: readonly Tier[];
}

interface StatedRow extends Row {
  readonly user: string;
}

/** The periods of a plan that are closed, in order. */
export async function closures(work: Work, plan: Pick<CommissionPlan, "id">): Promise<readonly Closure[]> {
  const { rows } = await sql<Closure>`
    select starts_on as "startsOn", ends_on as "endsOn", tiers from commission_closures where plan_id = ${plan.id} order by starts_on`.execute(
    work.db,
  );
  return rows;
}

/** First day of the first period that is not closed. */
export function nextOpen(
  plan: Pick<CommissionPlan, "unit" | "starts_on">,
  closed: readonly Closure[],
): string {
  const last = closed.at(-1);
  return last ? periodAt(plan.unit, last.startsOn, 1).from : periodAt(plan.unit, plan.starts_on).from;
}

/** The period of a plan in which the day lies. Throws `field_invalid` outside of it. */
export function periodOf(plan: CommissionPlan, day: string): Period {
  const period = periodAt(plan.unit, day);
  if (period.until <= plan.starts_on || (plan.ends_on !== null && period.from > plan.ends_on))
    throw new AppError("field_invalid", { field: "on" });
  return period;
}

function correctionsOf(
  { startsOn, endsOn, tiers }: Closure,
  {
    plan,
    user,
    entries,
    stated,
  }: {
    readonly plan: CommissionPlan;
    readonly user: string;
    readonly entries: readonly Entry[];
    readonly stated: readonly (StatedRow & { readonly quota: string | null; readonly startsOn: string })[];
  },
): readonly Row[] {
  const theirs = stated.filter((row) => row.user === user);
  const then = theirs.find((row) => row.startsOn === startsOn);
  // Who had no statement then was in no plan.
  if (!then) return [];
  const now = earnedRows(
    within(entries, { from: later(startsOn, plan.starts_on), until: endsOn }),
    user,
    startsOn,
    { tiers, quota: then.quota },
  );
  return correctionRows(
    theirs.filter((row) => row.entry !== "" && row.earnedIn === startsOn),
    now,
    startsOn,
  );
}

function within(
  entries: readonly Entry[],
  { from, until }: { readonly from: string; readonly until: string },
): readonly Entry[] {
  return entries.filter(({ day }) => day >= from && day < until);
}

/** The days of a period on which the plan holds. */
export function inPlan(
  plan: CommissionPlan,
  period: Period,
): { readonly from: string; readonly until: string } {
  const end = plan.ends_on === null ? period.until : dayAfter(plan.ends_on);
  return { from: later(period.from, plan.starts_on), until: end < period.until ? end : period.until };
}

async function membersOf(work: Work, plan: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select user_id as id from commission_members where plan_id = ${plan} order by 1`.execute(work.db);
  return rows.map(({ id }) => id);
}

/** What each seller is to sell in the period: pay is reckoned by it whoever asks. */
async function quotasOf(work: Work, period: Period): Promise<ReadonlyMap<string, string>> {
  const whole: Work = {
    ...work,
    actor: { ...work.actor, rights: { objects: { "*": fullGrant }, permissions: [] } },
  };
  const targets = targetsOfPeriod(await targetsWithin(whole, await teamTree(whole), period), period);
  return new Map(
    targets.flatMap(({ user, product, category, measure, value }) =>
      user && measure === "amount" && product === null && category === null ? [[user, value] as const] : [],
    ),
  );
}

async function statedRows(work: Work, plan: CommissionPlan, from: string) {
  const { rows } = await sql<StatedRow & { quota: string | null; startsOn: string }>`
    select s.user_id as "user", s.quota::text, s.starts_on as "startsOn", r.kind, coalesce(r.entry::text, '') as entry, r.deal_id as deal, r.title, r.day,
      r.earned_in as "earnedIn", r.reason, r.base::text, trim_scale(r.share)::text as share, trim_scale(r.rate)::text as rate, r.amount::text
    from commission_statements s left join commission_rows r on r.statement_id = s.id
    where s.plan_id = ${plan.id} and s.starts_on >= ${from} order by s.user_id, s.starts_on, r.position`.execute(
    work.db,
  );
  return rows;
}

async function closedStatements(
  work: Work,
  plan: CommissionPlan,
  startsOn: string,
): Promise<readonly Stated[]> {
  const rows = (await statedRows(work, plan, startsOn)).filter((row) => row.startsOn === startsOn);
  return [...Map.groupBy(rows, ({ user }) => user)].map(([user, theirs]) => ({
    user,
    quota: theirs[0]?.quota ?? null,
    rows: theirs.filter(({ entry }) => entry !== ""),
    isClosed: true,
  }));
}

function later(day: string, other: string): string {
  return day > other ? day : other;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
