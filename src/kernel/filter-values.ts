import type { FilterValue, Operator } from "./filter.ts";
import { type Cursor, isWord } from "./filter-tokens.ts";
import { type RelativePeriod, relativePeriod } from "./period.ts";

/** Reads what a field is compared with: `open`, `"San José"`, `(BG, RO)`, `1..5`, `me`, `this_month`. */
export function readValue(cursor: Cursor, op: Operator): FilterValue {
  if (cursor.took("period")) return { period: readPeriod(cursor) };
  if (cursor.took("(")) return readList(cursor);
  if (cursor.took("true")) return true;
  if (cursor.took("false")) return false;
  if (cursor.took("me")) return { me: true };
  if (cursor.took("my_team")) return { my_team: true };
  if (op === "within" && cursor.next.kind === "word") return { period: readPeriod(cursor) };
  return readSpan(cursor);
}

/** One value, or from one to another with either end open. */
function readSpan(cursor: Cursor): FilterValue {
  const from = isWord(cursor.next, "..") ? undefined : readScalar(cursor);
  if (!cursor.took("..")) return from ?? readScalar(cursor);
  const to = isScalar(cursor) ? readScalar(cursor) : undefined;
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function readList(cursor: Cursor): readonly string[] {
  const values: string[] = [];
  if (cursor.took(")")) return values;
  do values.push(readScalar(cursor));
  while (cursor.took(","));
  if (!cursor.took(")")) throw cursor.problem("closing");
  return values;
}

function readPeriod(cursor: Cursor): RelativePeriod {
  const counted = ["last", "next"].find((word) => cursor.took(word));
  const named = cursor.next.text;
  const read = relativePeriod.safeParse(counted ? { [counted]: Number(named) } : named);
  if (!read.success) throw cursor.problem("period");
  cursor.skip();
  if (counted && !cursor.took("days")) throw cursor.problem("period");
  return read.data;
}

function readScalar(cursor: Cursor): string {
  if (!isScalar(cursor)) throw cursor.problem("value");
  const { text } = cursor.next;
  cursor.skip();
  return text;
}

function isScalar({ next }: Cursor): boolean {
  return next.kind === "text" || (next.kind === "word" && !isWord(next, "and") && !isWord(next, "or"));
}
