import type { Filter } from "#kernel/filter";
import type { GroupHead } from "./group-heads.ts";
import type { GroupKey } from "./group-key.ts";

/** A group of records, or of groups of them. */
export interface Group {
  /** Tells it from all others of the list. */
  readonly id: string;
  /** By what it is a group. */
  readonly key: GroupKey;
  readonly head: GroupHead;
  /** The group that it is a part of. */
  readonly within?: Group;
  /** What its records have in common. */
  readonly filter: Filter;
  /** Groups within it; its own records where there are none. */
  readonly groups?: readonly Group[];
}

/** Lines that stand under one another: the head of a group, or all its rows. */
export interface Stretch {
  readonly kind: "head" | "rows";
  readonly group: Group;
  /** The line that it begins on. */
  readonly start: number;
  readonly length: number;
}

/** The lines of a grouped list: each open group is as long as it will be, whether or not its rows are loaded. */
export function stretchesOf(
  groups: readonly Group[],
  isOpen: (group: Group) => boolean,
  rowsOf: (group: Group) => number,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  const add = (kind: Stretch["kind"], group: Group, length: number) => {
    if (length > 0) stretches.push({ kind, group, start, length });
    start += length;
  };
  const walk = (some: readonly Group[]) => {
    for (const group of some) {
      add("head", group, 1);
      if (!isOpen(group)) continue;
      if (group.groups) walk(group.groups);
      else add("rows", group, rowsOf(group));
    }
  };
  walk(groups);
  return stretches;
}

/** How many lines there are. */
export function linesIn(stretches: readonly Stretch[]): number {
  const last = stretches.at(-1);
  return last ? last.start + last.length : 0;
}

/** The stretch that a line stands in. */
export function stretchAt(stretches: readonly Stretch[], line: number): Stretch | undefined {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((stretches[middle] as Stretch).start <= line) low = middle;
    else high = middle - 1;
  }
  return stretches[low];
}

/** The groups that hold records themselves, in their order. */
export function innermost(groups: readonly Group[]): readonly Group[] {
  return groups.flatMap((group) => group.groups ?? [group]);
}
