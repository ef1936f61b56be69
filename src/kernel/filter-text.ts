import { AppError } from "./error.ts";
import {
  type Comparison,
  type Filter,
  filterLimits,
  type Operator,
  parseFilter,
  type RelatedClause,
  relatedQuestions,
  takesValue,
} from "./filter.ts";
import { type Cursor, cursorOf, isWord } from "./filter-tokens.ts";
import { readValue } from "./filter-values.ts";
import { comparisonBySign, everything, nothing, operatorsByWords } from "./filter-words.ts";

export { printFilter } from "./filter-printing.ts";

/**
 * Reads a filter as a person writes it, or as JSON where it begins with `{`:
 *
 *     stage.kind is open and amount > 5000 and not (company.address.country in (BG, RO) or owner is me)
 *     tasks.some(done_at is empty) and deals.count(stage.kind is won) >= 2
 *     deals.sum(amount where closed_on within this_year) > 10000 EUR
 *
 * Values are words, or texts in double quotes; all are text, and the field decides what they are compared as. `and`
 * binds before `or`. Throws `filter_unreadable` with the place, `filter_too_large`, `filter_invalid`.
 */
export function parseFilterText(text: string): Filter {
  if (text.trimStart().startsWith("{")) return parseFilter(parsedJson(text));
  if (text.length > longest) throw new AppError("filter_too_large");
  const cursor = cursorOf(text);
  const filter = readFilter({ cursor, depth: 0, clauses: { read: 0 } });
  if (cursor.next.kind !== "end") throw cursor.problem("joining");
  return parseFilter(filter);
}

const longest = 100_000;

/** How far the reading is: where, how deep in brackets, how many clauses in all. */
interface Reading {
  readonly cursor: Cursor;
  readonly depth: number;
  readonly clauses: { read: number };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("filter_invalid", { params: { where: "" }, cause });
  }
}

function readFilter(reading: Reading): Filter {
  return readJoined(reading, "or", () => readJoined(reading, "and", () => readPart(reading)));
}

function readJoined({ cursor }: Reading, word: "and" | "or", read: () => Filter): Filter {
  const first = read();
  const parts = [first];
  while (cursor.took(word)) parts.push(read());
  if (parts.length === 1) return first;
  return word === "and" ? { and: parts } : { or: parts };
}

function readPart(reading: Reading): Filter {
  const { cursor, depth } = reading;
  // Each level is a level of this program's own: a text of a thousand brackets must not exhaust it.
  if (depth > filterLimits.depth * 2) throw new AppError("filter_too_large");
  const inside = { ...reading, depth: depth + 1 };
  if (cursor.took("not")) return { not: readPart(inside) };
  return cursor.took("(") ? readBracketed(inside) : readClause(inside);
}

function readBracketed(reading: Reading): Filter {
  const filter = readFilter(reading);
  close(reading.cursor);
  return filter;
}

function readClause(reading: Reading): Filter {
  const { cursor, clauses } = reading;
  if (++clauses.read > filterLimits.clauses) throw new AppError("filter_too_large");
  const { kind, text } = cursor.next;
  const name = readName(cursor, "condition");
  if (kind === "word" && endsHere(cursor)) {
    if (text === everything) return { and: [] };
    if (text === nothing) return { or: [] };
  }
  if (isWord(cursor.next, "(")) return readRelated(reading, name);
  const op = readOperator(cursor);
  return takesValue(op) ? { field: name, op, value: readValue(cursor, op) } : { field: name, op };
}

function readRelated(reading: Reading, called: string): RelatedClause {
  const { cursor } = reading;
  const dot = called.lastIndexOf(".");
  const how = relatedQuestions.find((one) => one === called.slice(dot + 1));
  if (dot < 0 || !how) throw cursor.problem("operator");
  cursor.skip();
  return { related: called.slice(0, dot), [how]: readQuestion(reading, how) } as RelatedClause;
}

function readQuestion(reading: Reading, how: (typeof relatedQuestions)[number]): unknown {
  const { cursor } = reading;
  if (how === "some" || how === "none") return readCondition(reading) ?? true;
  if (how === "count") {
    const where = readCondition(reading);
    const { op, value } = readComparison(cursor);
    return { op, value: Number(value), ...(where ? { where } : {}) };
  }
  const of = readName(cursor, "value");
  const where = cursor.took("where") ? readFilter(reading) : undefined;
  close(cursor);
  const compared = readComparison(cursor);
  const { kind, text } = cursor.next;
  const currency = kind === "word" && /^[A-Z]{3}$/.test(text) ? text : undefined;
  if (currency) cursor.skip();
  return { of, ...compared, ...(currency ? { currency } : {}), ...(where ? { where } : {}) };
}

/** What stands in brackets, if anything does. */
function readCondition(reading: Reading): Filter | undefined {
  return reading.cursor.took(")") ? undefined : readBracketed(reading);
}

function readOperator(cursor: Cursor): Operator {
  const found = operatorsByWords.find(([, words]) =>
    words.every((word, index) => isWord(cursor.peek(index), word)),
  );
  if (!found) throw cursor.problem("operator");
  cursor.skip(found[1].length);
  return found[0];
}

function readComparison(cursor: Cursor): { op: Comparison; value: string } {
  const sign = cursor.next;
  const op = sign.kind === "sign" ? comparisonBySign[sign.text] : undefined;
  if (!op) throw cursor.problem("operator");
  cursor.skip();
  const { kind, text } = cursor.next;
  if (kind !== "word" || !/^-?\d+(\.\d+)?$/.test(text)) throw cursor.problem("number");
  cursor.skip();
  return { op, value: text };
}

function readName(cursor: Cursor, expected: "condition" | "value"): string {
  const { kind, text } = cursor.next;
  if (kind !== "word" && kind !== "text") throw cursor.problem(expected);
  cursor.skip();
  return text;
}

function close(cursor: Cursor): void {
  if (!cursor.took(")")) throw cursor.problem("closing");
}

function endsHere({ next }: Cursor): boolean {
  return next.kind === "end" || ["and", "or", ")"].some((word) => isWord(next, word));
}
