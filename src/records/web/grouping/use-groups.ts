import { useMemo } from "react";
import { allOf, type Filter } from "#kernel/filter";
import { mostGroups, type ObjectMetadata, type Total } from "#records/contract";
import type { ApiProblem } from "#web/client.ts";
import { type TotalsAsked, useTotals } from "../records.ts";
import { type GroupHead, useGroupHeads } from "./group-heads.ts";
import { type GroupKey, groupFilter, writeGroupKeys } from "./group-key.ts";
import type { Group } from "./grouped-lines.ts";

interface GroupsAsked {
  readonly keys: readonly GroupKey[];
  /** What is counted and summed. */
  readonly totals: Omit<TotalsAsked, "group">;
  readonly filter: Filter | null;
  readonly sort: string;
}

interface Groups {
  /** Undefined until they are known. */
  readonly groups: readonly Group[] | undefined;
  /** There are more of them than are told. */
  readonly more: boolean;
  readonly error: ApiProblem | null;
}

/** The groups of a list by one field or two, in order, with their numbers. */
export function useGroups(object: ObjectMetadata, asked: GroupsAsked): Groups {
  const { keys, totals, filter, sort } = asked;
  const [first, second] = keys;
  const outer = useTotals(object.name, { ...totals, ...(first ? { group: writeGroupKeys([first]) } : {}) });
  const inner = useTotals(object.name, {
    ...totals,
    ...(first && second ? { group: writeGroupKeys([first, second]) } : {}),
    enabled: second !== undefined,
  });
  const heads = useGroupHeads(object, first, sort);
  const innerHeads = useGroupHeads(object, second, sort);
  const groups = useMemo(() => {
    if (!first || !outer.data || (second && !inner.data)) return undefined;
    const parts = Map.groupBy(inner.data ?? [], (total) => total.group);
    return heads(outer.data).map((head): Group => {
      const within = allOf(groupFilter(object, first, head.value), filter) as Filter;
      const group: Group = { id: JSON.stringify([head.value]), key: first, head, filter: within };
      const totalsWithin = parts.get(head.value) ?? [];
      // Not all of its parts are told: its records stand together rather than some of them nowhere.
      if (!second || (isFull(inner.data) && countOf(totalsWithin) < head.total.count)) return group;
      return { ...group, groups: innerGroups(object, second, group, innerHeads(totalsWithin, 1)) };
    });
  }, [object, first, second, outer.data, inner.data, heads, innerHeads, filter]);
  const more = isFull(outer.data) || (second !== undefined && isFull(inner.data));
  return { groups, more, error: outer.error ?? inner.error };
}

function isFull(totals: readonly Total[] | undefined): boolean {
  return (totals?.length ?? 0) >= mostGroups;
}

function countOf(totals: readonly Total[]): number {
  return totals.reduce((sum, { count }) => sum + count, 0);
}

function innerGroups(
  object: ObjectMetadata,
  key: GroupKey,
  outer: Group,
  heads: readonly GroupHead[],
): readonly Group[] {
  return heads.map((head) => ({
    id: JSON.stringify([outer.head.value, head.value]),
    key,
    head,
    within: outer,
    filter: allOf(groupFilter(object, key, head.value), outer.filter) as Filter,
  }));
}
