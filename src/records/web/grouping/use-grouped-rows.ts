import type { VirtualItem } from "@tanstack/react-virtual";
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from "react";
import type { RecordData } from "#records/contract";
import type { RecordList } from "../records.ts";
import { type Group, innermost, linesIn, type Stretch, stretchAt, stretchesOf } from "./grouped-lines.ts";

/** Groups of which so many are shown are open unless they are shut. */
const fewGroups = 30;
/** Rows that are fetched before they are scrolled to. */
const ahead = 60;

export interface GroupedRows {
  readonly stretches: readonly Stretch[];
  readonly lines: number;
  readonly isOpen: (group: Group) => boolean;
  readonly toggle: (group: Group) => void;
  /** All loaded rows of open groups, in order, as one list. */
  readonly list: RecordList;
  /** The row on a line and its place in the list; nothing for a head or while it is not loaded. */
  readonly rowAt: (line: number) => { readonly record: RecordData; readonly index: number } | undefined;
  /** The line that a row of the list stands on. */
  readonly lineOf: (index: number) => number;
  /** Groups whose rows are to be read. */
  readonly reading: readonly Group[];
  readonly onList: (id: string, list: RecordList) => void;
  /** Tells which lines are in sight. */
  readonly see: (from: number, to: number) => void;
}

/** The rows of a grouped list: each open group is read when it comes into sight. `place` remembers what was shut. */
export function useGroupedRows(groups: readonly Group[], place: string): GroupedRows {
  const { isOpen, toggle } = useOpenGroups(groups, place);
  const [lists, setLists] = useState<ReadonlyMap<string, RecordList>>(new Map());
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const onList = useCallback(
    (id: string, list: RecordList) => setLists((before) => new Map(before).set(id, list)),
    [],
  );
  const stretches = useMemo(
    () => stretchesOf(groups, isOpen, (group) => lengthOf(group, lists.get(group.id))),
    [groups, isOpen, lists],
  );
  const loaded = useMemo(() => loadedRows(stretches, lists), [stretches, lists]);
  const list = useMemo(() => asOneList(groups, loaded, lists), [groups, loaded, lists]);
  const reading = useMemo(() => innermost(groups).filter(({ id }) => seen.has(id)), [groups, seen]);

  const see = (from: number, to: number): void => {
    const near = stretches.filter(
      ({ kind, start, length }) => kind === "rows" && start <= to && start + length > from,
    );
    const fresh = near.filter(({ group }) => !seen.has(group.id));
    if (fresh.length > 0) setSeen(new Set([...seen, ...fresh.map(({ group }) => group.id)]));
    for (const { group, start } of near) {
      const rows = lists.get(group.id);
      if (rows?.hasMore && !rows.isFetchingMore && !rows.isStale && rows.rows.length < to - start + ahead)
        void rows.fetchMore();
    }
  };
  return {
    stretches,
    lines: linesIn(stretches),
    isOpen,
    toggle,
    list,
    rowAt: (line) => {
      const stretch = stretchAt(stretches, line);
      const rows = stretch?.kind === "rows" ? loaded.get(stretch.group.id) : undefined;
      const at = line - (stretch?.start ?? 0);
      const record = rows?.rows[at];
      return record && rows ? { record, index: rows.first + at } : undefined;
    },
    lineOf: (index) => {
      const stretch = stretches.findLast(
        ({ kind, group }) =>
          kind === "rows" && (loaded.get(group.id)?.first ?? Number.MAX_SAFE_INTEGER) <= index,
      );
      return stretch ? stretch.start + index - (loaded.get(stretch.group.id)?.first ?? 0) : 0;
    },
    reading,
    onList,
    see,
  };
}

/** Has the rows fetched that are drawn, and some beyond. */
export function useRowsInSight(grouped: GroupedRows, items: readonly VirtualItem[]): void {
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const see = useEffectEvent(() => grouped.see(from, to));
  useEffect(see, [from, to, grouped.stretches]);
}

// What was shut stays shut when one comes back to the list, for as long as the tab lives.
const turned = new Map<string, ReadonlySet<string>>();

function useOpenGroups(groups: readonly Group[], place: string): Pick<GroupedRows, "isOpen" | "toggle"> {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(() => turned.get(place) ?? new Set());
  const outer = groups.length <= fewGroups;
  const inner = innermost(groups).length <= fewGroups;
  return useMemo(
    () => ({
      isOpen: ({ id, groups: parts }: Group) => toggled.has(id) !== (parts ? outer : inner),
      toggle: ({ id }: Group) => {
        const next = new Set(toggled);
        if (!next.delete(id)) next.add(id);
        turned.set(place, next);
        setToggled(next);
      },
    }),
    [toggled, outer, inner, place],
  );
}

/** As many rows as there will be: what the totals say until all are read. */
function lengthOf({ head }: Group, list: RecordList | undefined): number {
  if (!list || list.isPending) return head.total.count;
  return list.hasMore ? Math.max(list.rows.length, head.total.count) : list.rows.length;
}

interface Loaded {
  /** Place of the first of them in the list of all. */
  readonly first: number;
  readonly rows: readonly RecordData[];
}

function loadedRows(
  stretches: readonly Stretch[],
  lists: ReadonlyMap<string, RecordList>,
): ReadonlyMap<string, Loaded> {
  const loaded = new Map<string, Loaded>();
  let first = 0;
  for (const { kind, group } of stretches) {
    const rows = kind === "rows" ? lists.get(group.id)?.rows : undefined;
    if (!rows) continue;
    loaded.set(group.id, { first, rows });
    first += rows.length;
  }
  return loaded;
}

function asOneList(
  groups: readonly Group[],
  loaded: ReadonlyMap<string, Loaded>,
  lists: ReadonlyMap<string, RecordList>,
): RecordList {
  const some = [...loaded.keys()].flatMap((id) => lists.get(id) ?? []);
  return {
    rows: [...loaded.values()].flatMap(({ rows }) => rows),
    count: { value: groups.reduce((sum, { head }) => sum + head.total.count, 0), exact: true },
    isPending: false,
    isStale: some.some((list) => list.isStale),
    error: some.find((list) => list.error)?.error ?? null,
    hasMore: some.some((list) => list.hasMore),
    isFetchingMore: some.some((list) => list.isFetchingMore),
    fetchMore: async () => undefined,
    refetch: () => Promise.all(some.map((list) => list.refetch())),
  };
}
