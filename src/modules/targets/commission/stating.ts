import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { dayAfter } from "#kernel/period";
import { seeingAll, type Work } from "#records";
import type { CommissionPlan } from "../contract/commission.ts";
import { type Period, periodAt } from "../contract/periods.ts";
import { teamTree } from "../deals-seen/team-tree.ts";
import { targetsOfPeriod } from "../targets/attainment.ts";
import { targetsWithin } from "../targets/stored-targets.ts";
import { bases, type Entry } from "./bases.ts";
import { type Closure, closures, isNext, type StatedRow, statedRows } from "./closures.ts";
import { statedElsewhere } from "./stated-elsewhere.ts";
import { correctionRows, earnedRows, type Row, type Terms } from "./statement.ts";

/** What one seller earns in a period of a plan. */
export interface Stated {
  readonly user: string;
  readonly quota: string | null;
  readonly rows: readonly Row[];
  readonly isClosed: boolean;
}

/**
 * The statements of a period, of one seller where told: as they were closed, or as they stand now with corrections of all
 * that was closed before.
 */
export async function statementsOf(
  work: Work,
  plan: CommissionPlan,
  period: Period,
  only?: string,
): Promise<readonly Stated[]> {
  const closed = await closures(work, plan);
  if (closed.some(({ startsOn }) => startsOn === period.from))
    return closedStatements(await statedRows(work, plan, { user: only, startsOn: period.from }));
  const corrected = isNext(plan, closed, period) ? closed : [];
  const from = corrected[0]?.startsOn ?? period.from;
  const entries = await bases[plan.base](work, { from, until: period.until });
  const isElsewhere = await statedElsewhere(work, plan, entries);
  const quotas = await quotasOf(work, period);
  const stated = Map.groupBy(await statedRows(work, plan, { user: only }), ({ user }) => user);
  const members = (await membersOf(work, plan.id)).filter((user) => only === undefined || user === only);
  const spans = corrected.map((closure) => ({ closure, entries: entriesOf(entries, plan, closure) }));
  const ofPeriod = within(entries, inPlan(plan, period));
  return [...new Set([...members, ...stated.keys()])].flatMap((user): Stated[] => {
    const theirs = stated.get(user) ?? [];
    const known = new Set(theirs.map(({ entry }) => entry));
    const counting = (some: readonly Entry[]) =>
      some.filter((entry) => known.has(entry.entry) || !isElsewhere(entry, user));
    const quota = quotas.get(user) ?? null;
    const terms: Terms = { tiers: plan.tiers, quota };
    const own = members.includes(user) ? earnedRows(counting(ofPeriod), user, period.from, terms) : [];
    const corrections = spans.flatMap((span) =>
      correctionsOf({ closure: span.closure, entries: counting(span.entries) }, user, theirs),
    );
    const isIn = members.includes(user) && !hasEnded(plan, period);
    return isIn || corrections.length > 0
      ? [{ user, quota, rows: [...own, ...corrections], isClosed: false }]
      : [];
  });
}

/**
 * The period of a plan in which the day lies; when the plan has ended, also those behind it, in which what was closed is
 * corrected. Throws `field_invalid` for others.
 */
export function periodOf(plan: CommissionPlan, day: string): Period {
  const period = periodAt(plan.unit, day);
  if (!isStated(plan, period)) throw new AppError("field_invalid", { field: "on" });
  return period;
}

/** Whether there are statements of a period, as far as its plan tells. */
export function isStated(plan: CommissionPlan, period: Period): boolean {
  return period.until > plan.starts_on && (!hasEnded(plan, period) || plan.closedUpTo !== null);
}

function hasEnded({ ends_on }: CommissionPlan, { from }: Period): boolean {
  return ends_on !== null && from > ends_on;
}

/** The days of a period on which the plan holds. */
export function inPlan(
  plan: CommissionPlan,
  period: Period,
): { readonly from: string; readonly until: string } {
  const end = plan.ends_on === null ? period.until : dayAfter(plan.ends_on);
  return { from: later(period.from, plan.starts_on), until: end < period.until ? end : period.until };
}

function correctionsOf(
  { closure, entries }: { readonly closure: Closure; readonly entries: readonly Entry[] },
  user: string,
  stated: readonly StatedRow[],
): readonly Row[] {
  const { startsOn, tiers } = closure;
  const then = stated.find((row) => row.startsOn === startsOn);
  // Who had no statement then was in no plan.
  if (!then) return [];
  return correctionRows(
    stated.filter((row) => row.entry !== "" && row.earnedIn === startsOn),
    earnedRows(entries, user, startsOn, { tiers, quota: then.quota }),
    startsOn,
  );
}

function entriesOf(
  entries: readonly Entry[],
  plan: CommissionPlan,
  { startsOn, endsOn }: Closure,
): readonly Entry[] {
  return within(entries, { from: later(startsOn, plan.starts_on), until: endsOn });
}

function within(
  entries: readonly Entry[],
  { from, until }: { readonly from: string; readonly until: string },
): readonly Entry[] {
  return entries.filter(({ day }) => day >= from && day < until);
}

async function membersOf(work: Work, plan: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select user_id as id from commission_members where plan_id = ${plan} order by 1`.execute(work.db);
  return rows.map(({ id }) => id);
}

/** What each seller is to sell in the period: pay is reckoned by it whoever asks. */
async function quotasOf(work: Work, period: Period): Promise<ReadonlyMap<string, string>> {
  const whole = seeingAll(work);
  const targets = targetsOfPeriod(await targetsWithin(whole, await teamTree(whole), period), period);
  return new Map(
    targets.flatMap(({ user, product, category, measure, value }) =>
      user && measure === "amount" && product === null && category === null ? [[user, value] as const] : [],
    ),
  );
}

function closedStatements(rows: readonly StatedRow[]): readonly Stated[] {
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
