import { type Filter, type RelatedClause, relatedQuestions, takesValue } from "#kernel/filter";
import { newId } from "#kernel/id";
import { conditionsIn } from "../filter-bar/clauses.ts";

/** Conditions that are being put together: joined by one word, turned round or not. */
export interface Branch {
  readonly kind: "branch";
  readonly id: string;
  readonly join: "and" | "or";
  readonly negated: boolean;
  readonly parts: readonly Node[];
}

/** One condition, whole or still being chosen. */
export interface Leaf {
  readonly kind: "leaf";
  readonly id: string;
  readonly negated: boolean;
  readonly filter: Filter | null;
  /** What is asked of related records. */
  readonly inner?: Branch;
}

export type Node = Branch | Leaf;

/** Groups within groups that are edited; what is deeper stays as it is and reads as a sentence. */
export const deepest = 3;

/** A filter as a tree to be edited; its outermost conditions are always a branch. */
export function readTree(filter: Filter | null | undefined): Branch {
  const node = filter ? readNode(filter, 1) : undefined;
  if (node?.kind === "branch") return node;
  return { ...newBranch("and"), parts: node ? [node] : [] };
}

/** The filter that a branch says; null where no condition in it is whole. */
export function writeTree(branch: Branch): Filter | null {
  const parts = branch.parts.flatMap((part) => writeNode(part) ?? []);
  const [first, second] = parts;
  if (!first) return null;
  const joined: Filter = !second ? first : branch.join === "and" ? { and: parts } : { or: parts };
  return branch.negated ? { not: joined } : joined;
}

export function newBranch(join: "and" | "or"): Branch {
  return { kind: "branch", id: newId(), join, negated: false, parts: [] };
}

export function newLeaf(filter: Filter | null = null): Leaf {
  const inner = filter && "related" in filter ? readTree(conditionsIn(filter)[0]) : undefined;
  return { kind: "leaf", id: newId(), negated: false, filter, ...(inner ? { inner } : {}) };
}

/** Changes the node `id` wherever it stands; null takes it out. */
export function changeNode(root: Branch, id: string, change: (node: Node) => Node | null): Branch {
  return changed(root, id, change) as Branch;
}

/** Whether `id` is the node itself or stands within it. */
export function holds(node: Node, id: string): boolean {
  if (node.id === id) return true;
  return node.kind === "branch"
    ? node.parts.some((part) => holds(part, id))
    : node.inner !== undefined && holds(node.inner, id);
}

function changed(node: Node, id: string, change: (node: Node) => Node | null): Node | null {
  if (node.id === id) return change(node);
  if (node.kind === "branch")
    return { ...node, parts: node.parts.flatMap((part) => changed(part, id, change) ?? []) };
  return node.inner ? { ...node, inner: changed(node.inner, id, change) as Branch } : node;
}

function readNode(filter: Filter, depth: number): Node {
  if ("not" in filter && !("not" in filter.not)) return { ...readNode(filter.not, depth), negated: true };
  const parts = "and" in filter ? filter.and : "or" in filter ? filter.or : [];
  if (parts.length === 0 || depth > deepest) return newLeaf(filter);
  const join = "and" in filter ? "and" : "or";
  return { ...newBranch(join), parts: parts.map((part) => readNode(part, depth + 1)) };
}

function writeNode(node: Node): Filter | null {
  if (node.kind === "branch") return writeTree(node);
  const { filter, inner, negated } = node;
  if (!filter || !isWhole(filter)) return null;
  const said = "related" in filter && inner ? withCondition(filter, writeTree(inner)) : filter;
  return negated ? { not: said } : said;
}

function isWhole(filter: Filter): boolean {
  return !("field" in filter) || !takesValue(filter.op) || filter.value !== undefined;
}

function withCondition(clause: RelatedClause, condition: Filter | null): RelatedClause {
  const how = relatedQuestions.find((one) => clause[one] !== undefined) ?? "some";
  if (how === "some" || how === "none")
    return { related: clause.related, [how]: condition ?? true } as RelatedClause;
  const { where: _, ...asked } = clause[how] as { readonly where?: Filter };
  return {
    related: clause.related,
    [how]: { ...asked, ...(condition ? { where: condition } : {}) },
  } as RelatedClause;
}
