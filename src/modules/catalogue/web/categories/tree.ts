import type { Filter } from "#kernel/filter";
import type { LinkValue, RecordData } from "#records/contract";

export interface Branch {
  readonly id: string;
  readonly name: string;
  readonly depth: number;
  /** Its own id and those of all below it. */
  readonly within: readonly string[];
}

/** The categories as a tree is read: each with those below it right behind. */
export function branchesOf(categories: readonly RecordData[]): readonly Branch[] {
  const known = new Set(categories.map(({ id }) => id));
  const below = Map.groupBy(categories, (one) => {
    const parent = (one.parent as LinkValue | null | undefined)?.id;
    return parent && known.has(parent) ? parent : "";
  });
  const walk = (parent: string, depth: number): readonly Branch[] =>
    (below.get(parent) ?? []).flatMap((one) => {
      const children = depth < 20 ? walk(one.id, depth + 1) : [];
      const within = [one.id, ...children.map(({ id }) => id)];
      return [{ id: one.id, name: String(one.name), depth, within }, ...children];
    });
  return walk("", 0);
}

/** The category whose products a filter shows; null where it shows those of all. */
export function categoryOf(filter: Filter | null, branches: readonly Branch[]): string | null {
  const own = clausesOf(filter).find(isOfCategory);
  if (!own || !("value" in own)) return null;
  const asked = Array.isArray(own.value) ? own.value : [own.value];
  return (
    branches.find(({ within }) => within.length === asked.length && within.every((id) => asked.includes(id)))
      ?.id ?? null
  );
}

/** The filter with another category, and all else that it asks for. */
export function inCategory(filter: Filter | null, branch: Branch | null): Filter | null {
  const others = clausesOf(filter).filter((clause) => !isOfCategory(clause));
  const own: readonly Filter[] = branch ? [{ field: "category", op: "in", value: [...branch.within] }] : [];
  const all = [...others, ...own];
  return all.length > 1 ? { and: all } : (all[0] ?? null);
}

function clausesOf(filter: Filter | null): readonly Filter[] {
  if (!filter) return [];
  return "and" in filter ? filter.and : [filter];
}

const isOfCategory = (clause: Filter): boolean =>
  "field" in clause && clause.field === "category" && "op" in clause && ["in", "is"].includes(clause.op);
