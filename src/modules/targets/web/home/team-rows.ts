import type { OutputOf } from "#kernel/action";
import type { Filter } from "#kernel/filter";
import { useRecords, useTotals } from "#records/web";
import type { Whose } from "#web/home-part.ts";
import type { ForecastNode, readForecast } from "../../contract/forecast.ts";
import { inTrouble, ownedBy, type Trouble, troubles } from "./owner-filter.ts";

type Forecast = OutputOf<typeof readForecast>;

/** A line of the manager's table: everybody, a team or a seller, with the deals of theirs that stand still. */
export interface TeamRow {
  readonly node: ForecastNode;
  readonly depth: number;
  readonly troubles: Readonly<Record<Trouble, number>>;
  /** Whose deals the line is of; undefined: everybody's. */
  readonly scope: Filter | undefined;
}

/** Beyond so many lines the forecast itself is the place to look. */
export const mostRows = 40;

/** The lines of a team's table: teams as they stand below one another, in each the sellers furthest behind first. */
export function useTeamRows(
  forecast: Forecast | undefined,
  whose: Exclude<Whose, "mine">,
  today: string,
): readonly TeamRow[] | undefined {
  const owned = ownedBy(whose);
  const stuck = useByOwner(inTrouble("stuck", today, owned));
  const overdue = useByOwner(inTrouble("overdue", today, owned));
  const stepless = useByOwner(inTrouble("no_next_step", today, owned));
  const team = useRecords("user", {
    filter: { field: "id", op: "is", value: { my_team: true } },
    limit: 200,
    fields: ["name"],
    enabled: whose === "team",
  });
  if (!forecast || !stuck || !overdue || !stepless || (whose === "team" && team.isPending)) return undefined;
  const counts = { stuck, overdue, no_next_step: stepless };
  const people = whose === "team" ? new Set(team.rows.map(({ id }) => id)) : undefined;
  return rowsOf(forecast.nodes, { counts, people });
}

type Counts = Readonly<Record<Trouble, ReadonlyMap<string | null, number>>>;

interface Known {
  readonly counts: Counts;
  /** Those whom the table is of; undefined: everybody. */
  readonly people: ReadonlySet<string> | undefined;
}

export function rowsOf(nodes: readonly ForecastNode[], { counts, people }: Known): readonly TeamRow[] {
  const below = Map.groupBy(nodes, ({ subject, parent }) => (subject.kind === "all" ? "all" : parent));
  const walked = new Set<string | null>();
  const isConcerned = (node: ForecastNode) => {
    const sellers = sellersOf(node, below);
    return sellers.length > 0 && (!people || sellers.every((id) => people.has(id)));
  };
  const walk = (parent: string | null, depth: number): TeamRow[] =>
    [...(below.get(parent) ?? [])].sort(furthestBehindFirst).flatMap((node) => {
      const { kind, id } = node.subject;
      if (kind === "user")
        return (!people || people.has(id ?? "")) && sells(node, counts)
          ? [rowOf(node, depth, [id ?? ""], counts)]
          : [];
      if (walked.has(id)) return [];
      walked.add(id);
      const inside = walk(id, isConcerned(node) ? depth + 1 : depth);
      return isConcerned(node) && inside.length > 0
        ? [rowOf(node, depth, sellersOf(node, below), counts), ...inside]
        : inside;
    });
  const all = people ? [] : (below.get("all") ?? []).map((node) => rowOf(node, 0, undefined, counts));
  const lines = walk(null, all.length);
  return lines.length === 0 ? [] : [...all, ...lines];
}

function rowOf(
  node: ForecastNode,
  depth: number,
  sellers: readonly string[] | undefined,
  counts: Counts,
): TeamRow {
  const countOf = (trouble: Trouble) =>
    (sellers ?? [...counts[trouble].keys()]).reduce((sum, id) => sum + (counts[trouble].get(id) ?? 0), 0);
  return {
    node,
    depth,
    troubles: Object.fromEntries(troubles.map((one) => [one, countOf(one)])) as Record<Trouble, number>,
    scope: sellers && { field: "owner", op: "in", value: [...sellers] },
  };
}

function sellersOf(node: ForecastNode, below: ReadonlyMap<string | null, readonly ForecastNode[]>): string[] {
  const found: string[] = [];
  const seen = new Set<string | null>();
  const gather = (id: string | null) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const { subject } of below.get(id) ?? [])
      if (subject.kind === "user") found.push(subject.id ?? "");
      else gather(subject.id);
  };
  if (node.subject.kind === "user") return [node.subject.id ?? ""];
  gather(node.subject.id);
  return found;
}

// Most people of a company sell nothing.
function sells({ subject, target, figures }: ForecastNode, counts: Counts): boolean {
  const { won, commit, best_case: best, pipeline } = figures;
  const has = [won, commit, best, pipeline].some(({ count }) => count > 0);
  return target !== null || has || troubles.some((one) => (counts[one].get(subject.id) ?? 0) > 0);
}

/** What is called against the target; negative where it falls short, undefined where there is no target. */
export function aheadBy({ called, target }: ForecastNode): number | undefined {
  return target === null || called === null ? undefined : Number(called) - Number(target);
}

function furthestBehindFirst(one: ForecastNode, other: ForecastNode): number {
  return (aheadBy(one) ?? Number.MAX_SAFE_INTEGER) - (aheadBy(other) ?? Number.MAX_SAFE_INTEGER);
}

function useByOwner(filter: Filter): ReadonlyMap<string | null, number> | undefined {
  const { data } = useTotals("deal", { group: "owner", filter });
  return data && new Map(data.map(({ group, count }) => [group, count]));
}
