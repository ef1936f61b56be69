import Big from "big.js";
import type { OutputOf, QueryOf } from "#kernel/action";
import { allOf, type Filter } from "#kernel/filter";
import { dayIn } from "#kernel/period";
import type { Work } from "#records";
import type { ForecastNode, readForecast, readForecastLine } from "../contract/forecast.ts";
import { type Period, periodAt } from "../contract/periods.ts";
import type { Subject } from "../contract/targets.ts";
import { dealAmount, scopeFilter } from "../deals-seen/deals-in-scope.ts";
import { membersBelow, type TeamTree, teamTree } from "../deals-seen/team-tree.ts";
import { targetsOfPeriod } from "../targets/attainment.ts";
import { maySetFor } from "../targets/setting.ts";
import { type StoredTarget, targetsWithin } from "../targets/stored-targets.ts";
import { areExpected, type CategorySum, figuresOf } from "./figures.ts";
import { forecastSums, overdueSum } from "./forecast-sums.ts";
import { snapshotSums } from "./snapshots.ts";
import { submissionsOf } from "./submitting.ts";

/** What a period will come to, rolled up along the teams. */
export async function forecast(
  work: Work,
  query: QueryOf<typeof readForecast>,
): Promise<OutputOf<typeof readForecast>> {
  const period = periodAsked(work, query);
  const tree = await teamTree(work);
  const scope = await scopeFilter(work, { pipeline: query.pipeline });
  const branches = branchesOf(work, tree);
  const sums = await forecastSums(work, period, scope);
  const before = query.against
    ? await snapshotSums(work, query.against, period, { tree, pipeline: query.pipeline })
    : undefined;
  const submissions = await submissionsOf(work, period, tree);
  const targets = targetsOfPeriod(await targetsWithin(work, tree, period), period);
  const amounts = { amountsSeen: dealAmount(work).isSeen, isKnown: areExpected(sums) };
  const nodes = branches.map(({ subject, parent, owners, maySubmit }): ForecastNode => {
    const isTheirs = ({ owner }: CategorySum) => owners === null || (owner !== null && owners.has(owner));
    return {
      subject,
      parent,
      figures: figuresOf(sums.filter(isTheirs), amounts),
      before: before
        ? figuresOf(before.filter(isTheirs), { ...amounts, isKnown: areExpected(before) })
        : null,
      submitted: amounts.amountsSeen ? (submissions.get(nodeKey(subject)) ?? null) : null,
      called: null,
      target: amountTarget(targets, subject),
      maySubmit,
    };
  });
  return {
    period: { ...period },
    currency: work.currency,
    nodes: amounts.amountsSeen ? calledUp(nodes) : nodes,
    overdue: await overdueSum(work, period, scope),
  };
}

/** The same in one line, for the deals of a scope: above a board, or on the home page. */
export async function forecastLine(
  work: Work,
  query: QueryOf<typeof readForecastLine>,
): Promise<OutputOf<typeof readForecastLine>> {
  const period = periodAsked(work, query);
  const owner: Filter | undefined = query.mine
    ? { field: "owner", op: "is", value: { me: true } }
    : undefined;
  const scope = allOf(await scopeFilter(work, query), owner);
  const tree = await teamTree(work);
  const targets = targetsOfPeriod(await targetsWithin(work, tree, period), period);
  const id = query.mine ? work.actor.userId : (query.owner ?? query.team ?? null);
  const sums = await forecastSums(work, period, scope);
  const kind = query.mine || query.owner ? "user" : query.team ? "team" : "all";
  return {
    period: { ...period },
    currency: work.currency,
    figures: figuresOf(sums, { amountsSeen: dealAmount(work).isSeen, isKnown: areExpected(sums) }),
    target: query.pipeline || query.territory ? null : amountTarget(targets, { kind, id, title: null }),
  };
}

export function periodAsked(
  work: Work,
  { unit, on }: { unit: Period["unit"]; on?: string | undefined },
): Period {
  return periodAt(unit, on ?? dayIn(work.actor.timeZone, work.now));
}

interface Branch {
  readonly subject: Subject;
  readonly parent: string | null;
  /** Whose deals count; null: everybody's whom the actor sees. */
  readonly owners: ReadonlySet<string> | null;
  readonly maySubmit: boolean;
}

/** Everybody whom the actor sees, then the teams from above, then people. */
function branchesOf(work: Work, tree: TeamTree): readonly Branch[] {
  const below = membersBelow(tree.teams, tree.sellers);
  const known = new Set(tree.teams.map(({ id }) => id));
  const may = maySetFor(work, tree, "forecast:adjust");
  const own = maySetFor(work, { ...tree, isWhole: true }, "forecast:submit");
  const parentOf = (id: string | null) => (id !== null && known.has(id) ? id : null);
  return [
    { subject: { kind: "all", id: null, title: null }, parent: null, owners: null, maySubmit: false },
    ...tree.teams.map(
      ({ id, title, parent }): Branch => ({
        subject: { kind: "team", id, title },
        parent: parentOf(parent),
        owners: new Set(below.get(id)),
        maySubmit: may.team(id),
      }),
    ),
    ...tree.sellers.map(
      ({ id, title, team }): Branch => ({
        subject: { kind: "user", id, title },
        parent: parentOf(team),
        owners: new Set([id]),
        maySubmit: may.user(id) || (id === work.actor.userId && own.user(id)),
      }),
    ),
  ];
}

function nodeKey({ kind, id }: Pick<Subject, "kind" | "id">): string {
  return `${kind}${id ?? ""}`;
}

/** Says of each node what is called there: as submitted, or what those below it call. */
function calledUp(nodes: readonly ForecastNode[]): ForecastNode[] {
  const children = Map.groupBy(
    nodes.filter(({ subject }) => subject.kind !== "all"),
    ({ parent }) => parent,
  );
  const called = new Map<string, Big>();
  const callOf = (node: ForecastNode, above: readonly string[]): Big => {
    const key = nodeKey(node.subject);
    const known = called.get(key);
    if (known) return known;
    const sum = node.submitted ? new Big(node.submitted.amount) : own(node, [...above, key]);
    called.set(key, sum);
    return sum;
  };
  const own = (node: ForecastNode, above: readonly string[]): Big => {
    const { won, commit } = node.figures;
    if (node.subject.kind === "user") return new Big(won.amount ?? 0).plus(commit.amount ?? 0);
    return (children.get(node.subject.id) ?? [])
      .filter((child) => !above.includes(nodeKey(child.subject)))
      .reduce((sum, child) => sum.plus(callOf(child, above)), new Big(0));
  };
  return nodes.map((node) => ({ ...node, called: callOf(node, []).toFixed(2) }));
}

function amountTarget(targets: readonly StoredTarget[], { kind, id }: Subject): string | null {
  const found = targets.find(
    ({ user, team, product, category, measure }) =>
      measure === "amount" &&
      product === null &&
      category === null &&
      (kind === "user" ? user === id : kind === "team" ? team === id : user === null && team === null),
  );
  return found?.value ?? null;
}
