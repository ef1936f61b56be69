import { type Alike, type Kind, type Operation, signatureOf, type Usage, usagesOf } from "./functions.ts";
import { parseFormula } from "./parsing.ts";
import { type Call, type Expression, formulaError, type FormulaType } from "./syntax.ts";

/** A formula whose every part has a type and means one thing: what evaluator and SQL work on. */
export type Formula =
  | { readonly kind: "literal"; readonly type: FormulaType; readonly value: string | boolean | null }
  | { readonly kind: "path"; readonly type: FormulaType; readonly path: string }
  | {
      readonly kind: "operation";
      readonly type: FormulaType;
      readonly operation: Operation;
      readonly arguments: readonly Formula[];
    };

/** The type of what a path leads to; `unusable` for what no formula can reckon with, undefined for what is not there. */
export type PathTypes = (path: string) => FormulaType | "unusable" | undefined;

/**
 * Reads a formula and finds the type of its every part. Throws what `parseFormula` does, `formula_field_unknown`,
 * `formula_field_unusable`, and `formula_types` where a function is given what it does not take.
 */
export function checkFormulaText(text: string, typeOfPath: PathTypes): Formula {
  const formula = typed(parseFormula(text), typeOfPath);
  return formula.type === "null" ? { kind: "literal", type: "text", value: null } : formula;
}

/** The paths that a formula names, each once. */
export function pathsIn(formula: Formula): readonly string[] {
  if (formula.kind === "path") return [formula.path];
  return formula.kind === "literal" ? [] : [...new Set(formula.arguments.flatMap(pathsIn))];
}

/** How many parts a formula has; `ofPath` says what a path counts. */
export function sizeOf(formula: Formula, ofPath: (path: string) => number): number {
  if (formula.kind === "path") return ofPath(formula.path);
  return formula.kind === "literal"
    ? 1
    : formula.arguments.reduce((sum, one) => sum + sizeOf(one, ofPath), 1);
}

// `null` has no type until something wants one.
type Typed = Formula | { readonly kind: "literal"; readonly type: "null"; readonly value: null };

function typed(expression: Expression, typeOfPath: PathTypes): Typed {
  if (expression.kind === "call") return typedCall(expression, typeOfPath);
  if (expression.kind === "path") {
    const { path } = expression;
    const type = typeOfPath(path);
    if (type === undefined) throw formulaError("formula_field_unknown", expression, { path });
    if (type === "unusable") throw formulaError("formula_field_unusable", expression, { path });
    return { kind: "path", type, path };
  }
  const { type, value } = expression;
  return type === undefined
    ? { kind: "literal", type: "null", value: null }
    : { kind: "literal", type, value };
}

function typedCall(call: Call, typeOfPath: PathTypes): Formula {
  const given = call.arguments.map((argument) => typed(argument, typeOfPath));
  const usages = usagesOf(call.name) ?? [];
  for (const usage of usages) {
    const kinds = kindsOf(usage, given.length);
    const types = kinds && sharedTypes(kinds, given);
    if (!kinds || !types || !kinds.every((kind, at) => fits(kind, given[at]?.type ?? "null", types)))
      continue;
    return {
      kind: "operation",
      type: typeFor(usage.gives, types),
      operation: usage.as ?? (call.name as Operation),
      arguments: kinds.map((kind, at) => settled(given[at] as Typed, kind, types)),
    };
  }
  throw formulaError("formula_types", call, {
    usage: usages.map((usage) => signatureOf(call.name, usage)).join(", "),
    given: given.map((argument) => argument.type).join(", "),
  });
}

/** What each of `count` arguments must be; undefined where the usage takes fewer or more. */
function kindsOf(usage: Usage, count: number): Kind[] | undefined {
  const all = Object.values(usage.takes).map((kind) => ({
    kind: kind.replace(/\?$|\.\.\.$/, "") as Kind,
    optional: kind.endsWith("?"),
    repeated: kind.endsWith("..."),
  }));
  const kinds = all.map(({ kind }) => kind);
  const after = all.findIndex(({ repeated }) => repeated) + 1;
  const step = usage.inPairs ? 2 : 1;
  let least = all.filter(({ optional }) => !optional).length;
  for (; after > 0 && least + step <= count; least += step)
    kinds.splice(after, 0, ...kinds.slice(after - step, after));
  return count >= least && count <= kinds.length ? kinds.slice(0, count) : undefined;
}

type SharedTypes = Readonly<Record<Alike, FormulaType>>;

/** The one type of all arguments that must be alike: of nothing but nulls it is text, or number where there is an order. */
function sharedTypes(kinds: readonly Kind[], given: readonly Typed[]): SharedTypes {
  const typeOf = (alike: Alike) =>
    given.flatMap(({ type }, at) => (kinds[at] === alike && type !== "null" ? [type] : []))[0];
  return {
    same: typeOf("same") ?? "text",
    other: typeOf("other") ?? "text",
    ordered: typeOf("ordered") ?? "number",
  };
}

function fits(kind: Kind, type: Typed["type"], types: SharedTypes): boolean {
  if (type === "null" || kind === "any") return true;
  if (kind === "day") return type === "date" || type === "date_time";
  return type === typeFor(kind, types) && (kind !== "ordered" || ordered.has(type));
}

const ordered: ReadonlySet<FormulaType> = new Set<FormulaType>(["number", "date", "date_time"]);

function settled(argument: Typed, kind: Kind, types: SharedTypes): Formula {
  if (argument.type === "null") return { kind: "literal", type: typeFor(kind, types), value: null };
  if (kind === "day" && argument.type === "date_time")
    return { kind: "operation", type: "date", operation: "local_day", arguments: [argument] };
  return argument;
}

function typeFor(kind: Kind, types: SharedTypes): FormulaType {
  if (kind === "day") return "date";
  if (kind === "any") return "text";
  return kind === "same" || kind === "other" || kind === "ordered" ? types[kind] : kind;
}
