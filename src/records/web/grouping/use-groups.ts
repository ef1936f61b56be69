import { useMemo } from "react";
import { allOf, type Filter } from "#kernel/filter";
import type { ObjectMetadata } from "#records/contract";
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

/** The groups of a list by one field or two, in order, with their numbers; undefined until they are known. */
export function useGroups(
  object: ObjectMetadata,
  asked: GroupsAsked,
): { readonly groups: readonly Group[] | undefined; readonly error: ApiProblem | null } {
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
    return heads(outer.data).map((head): Group => {
      const within = allOf(groupFilter(object, first, head.value), filter) as Filter;
      const group: Group = { id: JSON.stringify([head.value]), key: first, head, filter: within };
      if (!second) return group;
      const totalsWithin = (inner.data ?? []).filter((total) => total.group === head.value);
      return { ...group, groups: innerGroups(object, second, group, innerHeads(totalsWithin, 1)) };
    });
  }, [object, first, second, outer.data, inner.data, heads, innerHeads, filter]);
  return { groups, error: outer.error ?? inner.error };
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
