import type { OutputOf, QueryOf } from "#kernel/action";
import { dayIn } from "#kernel/period";
import type { Work } from "#records";
import { partsOf, periodAt } from "../contract/periods.ts";
import type { readTargets, Subject, TargetRow } from "../contract/targets.ts";
import { type TeamTree, teamTree } from "../deals-seen/team-tree.ts";
import { rowKey, type StoredTarget, targetsWithin } from "./stored-targets.ts";
import { maySetFor } from "./setting.ts";

/** The targets of a year as a sheet. */
export async function targetSheet(
  work: Work,
  query: QueryOf<typeof readTargets>,
): Promise<OutputOf<typeof readTargets>> {
  const year = query.year ?? Number(dayIn(work.actor.timeZone, work.now).slice(0, 4));
  const whole = periodAt("year", `${year}-01-01`);
  const periods = partsOf(whole, query.unit);
  const tree = await teamTree(work);
  const rows = new Map<string, { head: Omit<TargetRow, "values">; values: (string | null)[] }>();
  for (const target of await targetsWithin(work, tree, whole)) {
    if (target.unit !== query.unit) continue;
    const key = rowKey(target);
    const row = rows.get(key) ?? { head: headOf(target, tree), values: periods.map(() => null) };
    rows.set(key, row);
    row.values[periods.findIndex(({ from }) => from === target.startsOn)] = target.value;
  }
  const order = new Map(subjectsOf(work, tree).map(({ kind, id }, at) => [`${kind}${id}`, at]));
  const place = ({ head: { subject } }: { head: Pick<TargetRow, "subject"> }) =>
    order.get(`${subject.kind}${subject.id}`) ?? 0;
  return {
    year,
    unit: query.unit,
    currency: work.currency,
    periods: [...periods],
    subjects: subjectsOf(work, tree),
    rows: [...rows.values()]
      .sort((one, other) => place(one) - place(other))
      .map(({ head, values }) => ({ ...head, values })),
  };
}

/** What a target is of and for, by name. */
export function headOf(target: StoredTarget, tree: TeamTree): Omit<TargetRow, "values"> {
  return {
    subject: subjectOf(target, tree),
    product: target.product === null ? null : { id: target.product, title: target.productTitle },
    category: target.category === null ? null : { id: target.category, title: target.categoryTitle },
    measure: target.measure,
  };
}

function subjectOf({ user, team }: StoredTarget, tree: TeamTree): Subject {
  const [kind, id] = user
    ? (["user", user] as const)
    : team
      ? (["team", team] as const)
      : (["all", null] as const);
  const named = kind === "user" ? tree.sellers : tree.teams;
  return { kind, id, title: named.find((one) => one.id === id)?.title ?? null };
}

type SheetSubject = OutputOf<typeof readTargets>["subjects"][number];

/** All, then each team with its people beneath it, then people of no team that is seen. */
function subjectsOf(work: Work, tree: TeamTree): SheetSubject[] {
  const { teams, sellers } = tree;
  const known = new Set(teams.map(({ id }) => id));
  const may = maySetFor(work, tree);
  const listed = new Set<string>();
  const people = (team: string | null): SheetSubject[] =>
    sellers
      .filter((one) => (team === null ? !one.team || !known.has(one.team) : one.team === team))
      .map(({ id, title }) => ({ kind: "user", id, title, parent: team, maySet: may.user(id) }));
  const branch = (parent: string | null): SheetSubject[] =>
    teams
      .filter((one) => (parent === null ? !one.parent || !known.has(one.parent) : one.parent === parent))
      .flatMap(({ id, title }) => {
        if (listed.has(id)) return [];
        listed.add(id);
        return [
          { kind: "team" as const, id, title, parent, maySet: may.team(id) },
          ...people(id),
          ...branch(id),
        ];
      });
  const all = tree.isWhole
    ? [{ kind: "all" as const, id: null, title: null, parent: null, maySet: may.all }]
    : [];
  return [...all, ...branch(null), ...people(null)];
}
