import type { Assignment, ColumnSurvey, Mapping } from "../contract/imports.ts";
import { type FindObject, type Target, type TargetObject, targetsOf } from "../contract/targets.ts";
import { notationOf } from "../values/dates.ts";
import { decimalSignOf } from "../values/numbers.ts";
import type { ColumnSuggestion } from "./columns.ts";

/** A whole mapping out of the suggested columns: notations recognised, a key chosen, lines given their price. */
export function suggestMapping(
  object: TargetObject,
  columns: readonly ColumnSurvey[],
  suggestions: readonly ColumnSuggestion[],
  find: FindObject,
): Mapping {
  const assignments = suggestions.map(({ column, target }) => assignmentTo(columns, column, target));
  assignments.push(...pricesOfLines(object, assignments, find));
  return { object: object.name, assignments, keys: suggestKeys(object, assignments), existing: "update" };
}

/** An assignment with what its target needs to be read: notation of dates, sign of decimals, a scale in the heading. */
export function assignmentTo(columns: readonly ColumnSurvey[], column: number, target: Target): Assignment {
  const survey = columns.find((one) => one.index === column);
  const values = (survey?.distinct ?? []).map((one) => one.value);
  switch (target.definition.type) {
    case "date":
    case "date_time":
      return { column, target: target.path, notation: notationOf(values) };
    case "number":
    case "decimal":
    case "percent":
      return { column, target: target.path, decimal: decimalSignOf(values) };
    case "money":
      if (target.part) return { column, target: target.path };
      return {
        column,
        target: target.path,
        decimal: decimalSignOf(values),
        multiply: scaleIn(survey?.name ?? ""),
      };
    default:
      return { column, target: target.path };
  }
}

/** An assignment that says nothing of how its values are written, with what they show; what it says stays. */
export function withNotation(
  columns: readonly ColumnSurvey[],
  assignment: Assignment,
  target: Target,
): Assignment {
  const { notation, decimal } = assignmentTo(columns, assignment.column, target);
  return { ...(notation && { notation }), ...(decimal && { decimal }), ...assignment };
}

/** The first key of the object that the mapping fills. */
export function suggestKeys(object: TargetObject, assignments: readonly Assignment[]): string[] {
  const filled = new Set(assignments.map((assignment) => assignment.target.split(".")[0]));
  return (object.keys ?? []).filter((key) => filled.has(key)).slice(0, 1);
}

// The record has one line and one sum: then the line's price is the sum.
function pricesOfLines(
  object: TargetObject,
  assignments: readonly Assignment[],
  find: FindObject,
): Assignment[] {
  const sum = object.board?.sum;
  const whole = assignments.find((assignment) => assignment.target === sum);
  if (!sum || !whole) return [];
  const targets = targetsOf(object.name, find);
  const lists = new Set(
    targets.filter((target) => isAssigned(target, assignments)).map((target) => target.related),
  );
  return targets
    .filter(
      (target) =>
        target.related && lists.has(target.related) && target.definition.type === "money" && !target.part,
    )
    .filter((target) => !assignments.some((assignment) => assignment.target === target.path))
    .map((target) => ({ ...whole, target: target.path }));
}

const isAssigned = (target: Target, assignments: readonly Assignment[]): boolean =>
  target.related !== undefined && assignments.some((assignment) => assignment.target === target.path);

function scaleIn(heading: string): string | undefined {
  if (/\b(millions?|mln|mio|millones)\b|млн|миллион|милион/iu.test(heading)) return "1000000";
  return /\b(thousands?|miles|k)\b|тыс|хил/iu.test(heading) ? "1000" : undefined;
}
