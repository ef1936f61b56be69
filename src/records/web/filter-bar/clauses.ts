import {
  type FieldClause,
  type Filter,
  type FilterValue,
  type Operator,
  type RelatedClause,
  type RelatedNumber,
  relatedQuestions,
} from "#kernel/filter";

/** Conditions that are joined by one word; what a filter bar shows as a row of chips. */
export interface Group {
  readonly join: "and" | "or";
  readonly parts: readonly Filter[];
}

/** A filter as the bar's row; a lone condition is a row of one. */
export function readGroup(filter: Filter | null | undefined): Group {
  if (!filter) return { join: "and", parts: [] };
  if ("and" in filter) return { join: "and", parts: filter.and };
  if ("or" in filter) return { join: "or", parts: filter.or };
  return { join: "and", parts: [filter] };
}

/** The row as a filter: nothing for no condition, the condition itself for one. */
export function writeGroup({ join, parts }: Group): Filter | null {
  const [first, second] = parts;
  if (!first) return null;
  if (!second) return first;
  return join === "and" ? { and: parts } : { or: parts };
}

export function addPart(group: Group, part: Filter): Group {
  return { ...group, parts: [...group.parts, part] };
}

/** Puts `part` in place of the one at `index`; null takes it out. */
export function replacePart(group: Group, index: number, part: Filter | null): Group {
  return {
    ...group,
    parts: group.parts.flatMap((held, at) => (at === index ? (part ? [part] : []) : [held])),
  };
}

/** A condition becomes a group of its own, to be joined with another by the other word. */
export function widenPart(group: Group, index: number, part: Filter): Group {
  const held = group.parts[index];
  if (!held) return group;
  const inner = isGroup(held) ? readGroup(held) : { join: other(group.join), parts: [held] };
  return replacePart(group, index, writeGroup(addPart(inner, part)));
}

export function isGroup(filter: Filter): boolean {
  return "and" in filter || "or" in filter;
}

export function isClause(filter: Filter): filter is FieldClause {
  return "field" in filter;
}

export function isRelated(filter: Filter): filter is RelatedClause {
  return "related" in filter;
}

/** What a question about related records asks of them. */
export function conditionsIn(clause: RelatedClause): readonly Filter[] {
  return relatedQuestions.flatMap((how) => {
    const asked = clause[how];
    if (!asked || asked === true) return [];
    const where = how === "some" || how === "none" ? (asked as Filter) : (asked as RelatedNumber).where;
    return where ? [where] : [];
  });
}

/** How many conditions there are in all. */
export function countConditions(filter: Filter | null | undefined): number {
  if (!filter) return 0;
  if ("and" in filter) return filter.and.reduce((sum, part) => sum + countConditions(part), 0);
  if ("or" in filter) return filter.or.reduce((sum, part) => sum + countConditions(part), 0);
  return "not" in filter ? countConditions(filter.not) : 1;
}

/** Operators that take one of several values or many of them alike: "is" with two values is "in". */
const many: Readonly<Partial<Record<Operator, Operator>>> = { is: "in", is_not: "not_in", has: "has_any" };
const single: Readonly<Partial<Record<Operator, Operator>>> = { in: "is", not_in: "is_not" };

/** The operator under which a choice of any number of values is edited. */
export function manyOperator(op: Operator): Operator {
  return many[op] ?? op;
}

/** The values that a clause compares with, as a list of scalars. */
export function listValue(value: FilterValue | undefined): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}

/** A choice of values in its simplest words: one value "is", several are "in"; none is not a condition yet. */
export function chosenClause(field: string, op: Operator, values: readonly string[]): FieldClause | null {
  const [first, second] = values;
  if (first === undefined) return null;
  const one = single[op];
  return second === undefined && one ? { field, op: one, value: first } : { field, op, value: values };
}

function other(join: "and" | "or"): "and" | "or" {
  return join === "and" ? "or" : "and";
}
