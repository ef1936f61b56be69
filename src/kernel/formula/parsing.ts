import { readDecimal, writeDecimal } from "./decimals.ts";
import { isFunction } from "./functions.ts";
import { type Call, type Expression, formulaError, formulaLimits, type Span } from "./syntax.ts";
import { type Token, tokensOf } from "./tokens.ts";

// From what binds least to what binds most.
const binary: readonly Readonly<Record<string, string>>[] = [
  { or: "or" },
  { and: "and" },
  {
    "=": "equal",
    "<>": "unequal",
    "!=": "unequal",
    "<": "less",
    "<=": "less_or_equal",
    ">": "greater",
    ">=": "greater_or_equal",
  },
  { "&": "join" },
  { "+": "add", "-": "subtract" },
  { "*": "multiply", "/": "divide", "%": "remainder" },
];
const afterNot = 2;

const words = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

interface Reading {
  readonly tokens: readonly Token[];
  next: number;
  depth: number;
  nodes: number;
}

/**
 * Reads a formula: operators as in a spreadsheet, `and`, `or`, `not`, function names and words in any case, text in
 * double quotes, which doubled stand for themselves. Throws `formula_invalid`, `formula_function_unknown` and
 * `formula_too_large`, which tell where.
 */
export function parseFormula(formula: string): Expression {
  if (formula.length > formulaLimits.length)
    throw tooLarge({ from: formulaLimits.length, to: formula.length });
  const reading: Reading = { tokens: tokensOf(formula), next: 0, depth: 0, nodes: 0 };
  const expression = readBinary(reading, 0);
  if (here(reading).kind !== "end") throw unexpected(here(reading));
  return expression;
}

function readBinary(reading: Reading, level: number): Expression {
  const operators = binary[level];
  if (!operators) return readUnary(reading);
  let left = level === afterNot ? readNot(reading) : readBinary(reading, level + 1);
  for (;;) {
    const token = here(reading);
    const word = token.text.toLowerCase();
    const operator = Object.hasOwn(operators, word) ? operators[word] : undefined;
    if (operator === undefined || token.kind === "text") return left;
    reading.next++;
    const right = level === afterNot ? readNot(reading) : readBinary(reading, level + 1);
    left = call(reading, operator, [left, right], { from: left.from, to: right.to });
  }
}

function readNot(reading: Reading): Expression {
  const token = here(reading);
  if (token.kind !== "name" || token.text.toLowerCase() !== "not") return readBinary(reading, afterNot + 1);
  return within(reading, () => {
    reading.next++;
    const condition = readNot(reading);
    return call(reading, "not", [condition], { from: token.from, to: condition.to });
  });
}

function readUnary(reading: Reading): Expression {
  const token = here(reading);
  if (token.kind !== "sign" || token.text !== "-") return readPrimary(reading);
  return within(reading, () => {
    reading.next++;
    const value = readUnary(reading);
    return call(reading, "negate", [value], { from: token.from, to: value.to });
  });
}

function readPrimary(reading: Reading): Expression {
  const token = here(reading);
  reading.next++;
  const { from, to, text } = token;
  if (token.kind === "number") return literal(reading, token, "number", numberOf(token));
  if (token.kind === "text") return literal(reading, token, "text", text);
  if (token.kind === "sign" && text === "(") return within(reading, () => readInside(reading));
  if (token.kind !== "name") throw unexpected(token);
  if (isSign(here(reading), "(")) return within(reading, () => readCall(reading, token));
  const word = words.get(text.toLowerCase());
  if (word !== undefined) return literal(reading, token, word === null ? undefined : "boolean", word);
  count(reading, token);
  return { kind: "path", path: text, from, to };
}

function readInside(reading: Reading): Expression {
  const inside = readBinary(reading, 0);
  expectSign(reading, ")");
  return inside;
}

function readCall(reading: Reading, token: Token): Expression {
  const name = token.text.toLowerCase();
  if (!isFunction(name)) throw formulaError("formula_function_unknown", token, { name: token.text });
  reading.next++;
  const given: Expression[] = [];
  while (!isSign(here(reading), ")")) {
    if (given.length > 0) expectSign(reading, ",");
    given.push(readBinary(reading, 0));
  }
  const span = { from: token.from, to: expectSign(reading, ")").to };
  return call(reading, name, given, span);
}

function numberOf(token: Token): string {
  const value = readDecimal(token.text);
  if (value === null) throw formulaError("formula_invalid", token, { found: token.text.slice(0, 40) });
  return writeDecimal(value);
}

function literal(
  reading: Reading,
  span: Span,
  type: "number" | "text" | "boolean" | undefined,
  value: string | boolean | null,
): Expression {
  count(reading, span);
  return { kind: "literal", type, value, from: span.from, to: span.to };
}

function call(reading: Reading, name: string, given: readonly Expression[], span: Span): Call {
  count(reading, span);
  return { kind: "call", name, arguments: given, from: span.from, to: span.to };
}

function count(reading: Reading, span: Span): void {
  if (++reading.nodes > formulaLimits.nodes) throw tooLarge(span);
}

function within(reading: Reading, read: () => Expression): Expression {
  if (++reading.depth > formulaLimits.depth) throw tooLarge(here(reading));
  const inside = read();
  reading.depth--;
  return inside;
}

function expectSign(reading: Reading, sign: string): Token {
  const token = here(reading);
  if (!isSign(token, sign)) throw unexpected(token);
  reading.next++;
  return token;
}

function isSign(token: Token, sign: string): boolean {
  return token.kind === "sign" && token.text === sign;
}

function here(reading: Reading): Token {
  return reading.tokens[reading.next] ?? (reading.tokens.at(-1) as Token);
}

function unexpected(token: Token): Error {
  return formulaError(token.kind === "end" ? "formula_incomplete" : "formula_invalid", token, {
    found: token.text.slice(0, 40),
  });
}

function tooLarge(span: Span): Error {
  const { length, depth, nodes, total } = formulaLimits;
  return formulaError("formula_too_large", span, { length, depth, nodes, total });
}
