import Big from "big.js";
import type { OutputOf, QueryOf } from "#kernel/action";
import { dayIn } from "#kernel/period";
import type { Work } from "#records";
import { type Period, periodAt, periodUnits } from "../contract/periods.ts";
import type { AttainmentRow, readAttainment } from "../contract/targets.ts";
import { dealAmount } from "../deals-seen/deals-in-scope.ts";
import { membersBelow, type TeamTree, teamTree } from "../deals-seen/team-tree.ts";
import { headOf } from "./sheet.ts";
import { rowKey, type StoredTarget, targetsWithin } from "./stored-targets.ts";
import { type WonSum, wonSums } from "./won-sums.ts";

/** How far each target of a period is reached. */
export async function attainment(
  work: Work,
  query: QueryOf<typeof readAttainment>,
): Promise<OutputOf<typeof readAttainment>> {
  const today = dayIn(work.actor.timeZone, work.now);
  const period = periodAt(query.unit, query.on ?? today);
  const tree = await teamTree(work);
  const targets = targetsOfPeriod(await targetsWithin(work, tree, period), period).filter(
    ({ user }) => !query.mine || user === work.actor.userId,
  );
  const ofGoods = targets.some(isOfGoods);
  const whole = await wonSums(work, period, { parted: false });
  const parted = ofGoods ? await wonSums(work, period, { parted: true }) : [];
  const reach = reachOf(tree);
  const amountsSeen = dealAmount(work).isSeen;
  const rows = targets.map((target): AttainmentRow => {
    const counted = (isOfGoods(target) ? parted : whole).filter(
      (sum) => reach(target, sum) && isOf(target, sum),
    );
    return {
      ...headOf(target, tree),
      target: target.value,
      actual:
        target.measure === "count"
          ? String(counted.reduce((all, { count }) => all + count, 0))
          : amountsSeen
            ? sumOf(counted)
            : null,
    };
  });
  return { period: { ...period }, currency: work.currency, passed: passedOf(period, today), rows };
}

/**
 * The targets that hold for a period: those set for it, and else what those of its parts come to: the quarters of a year
 * before its months.
 */
export function targetsOfPeriod(stored: readonly StoredTarget[], period: Period): readonly StoredTarget[] {
  const found = new Map<string, StoredTarget>();
  const shorter = periodUnits.slice(0, periodUnits.indexOf(period.unit) + 1).reverse();
  for (const unit of shorter) {
    const parts = Map.groupBy(
      stored.filter((target) => target.unit === unit && !found.has(rowKey(target))),
      rowKey,
    );
    for (const [key, [first, ...others]] of parts) {
      if (!first) continue;
      const value = others.reduce((sum, target) => sum.plus(target.value), new Big(first.value));
      found.set(key, { ...first, unit: period.unit, startsOn: period.from, value: value.toFixed() });
    }
  }
  return [...found.values()];
}

function isOfGoods({ product, category }: StoredTarget): boolean {
  return product !== null || category !== null;
}

function isOf(target: StoredTarget, sum: WonSum): boolean {
  if (target.product !== null) return sum.product === target.product;
  return target.category === null || sum.category === target.category;
}

function reachOf(tree: TeamTree): (target: StoredTarget, sum: WonSum) => boolean {
  const below = new Map(
    [...membersBelow(tree.teams, tree.sellers)].map(([team, ids]) => [team, new Set(ids)]),
  );
  return ({ user, team }, { owner }) => {
    if (user !== null) return owner === user;
    return team === null || (owner !== null && below.get(team)?.has(owner) === true);
  };
}

function sumOf(sums: readonly WonSum[]): string {
  return sums.reduce((all, { amount }) => all.plus(amount), new Big(0)).toFixed(2);
}

function passedOf({ from, until }: Period, today: string): number {
  const [begin, end, now] = [from, until, today].map((day) => Date.parse(`${day}T00:00:00Z`));
  return Math.min(1, Math.max(0, ((now ?? 0) - (begin ?? 0)) / ((end ?? 1) - (begin ?? 0))));
}
