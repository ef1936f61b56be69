import type { CustomType } from "#records/contract";
import type { ColumnSurvey } from "../contract/imports.ts";
import { decimalSignOf, readNumber } from "../values/numbers.ts";
import { contentOf, isOfKind } from "./contents.ts";

const mostOptions = 40;
/** Longer ones are texts, not names of something to choose. */
const longestOption = 60;
const whole = 2_147_483_647;

/**
 * The type of a field of one's own that holds whatever stands in a column. What a single value would not fit is not
 * suggested: no row is to fail for a field that was made for it.
 */
export function fieldKindOf(column: ColumnSurvey): CustomType {
  const values = column.distinct.map(({ value }) => value);
  const content = contentOf(values);
  if (values.length > 0 && values.every((value) => isOfKind(content, value))) {
    const kind = kindFor(content, values);
    if (kind) return kind;
  }
  return choiceIn(column) ?? textFor(column);
}

function kindFor(content: ReturnType<typeof contentOf>, values: readonly string[]): CustomType | undefined {
  switch (content) {
    case "email":
    case "phone":
    case "url":
      return { type: content };
    case "boolean":
      // Zeros and ones are numbers as well.
      return values.some((value) => /\d/.test(value)) ? numberIn(values) : { type: "boolean" };
    case "date":
      return { type: values.some((value) => value.includes(":")) ? "date_time" : "date" };
    case "number":
      return numberIn(values);
    default:
      return undefined;
  }
}

// Article numbers such as 00417 are names, not amounts.
function numberIn(values: readonly string[]): CustomType | undefined {
  if (values.some((value) => /^0\d/.test(value) || /\p{L}/u.test(value))) return undefined;
  const sign = decimalSignOf(values);
  const numbers = values.map((value) => readNumber(value, sign));
  if (numbers.some((number) => number === null || number.length > 20)) return undefined;
  const scale = Math.max(...numbers.map((number) => number?.split(".")[1]?.length ?? 0));
  if (scale > 10) return undefined;
  const isWhole = scale === 0 && numbers.every((number) => Math.abs(Number(number)) <= whole);
  return isWhole ? { type: "number" } : { type: "decimal", scale: Math.max(scale, 2) };
}

/** A few values that come again and again, one or several in a cell. */
function choiceIn({ distinct, complete }: ColumnSurvey): CustomType | undefined {
  if (!complete) return undefined;
  const isSeveral = distinct.some(({ value }) => value.includes(";"));
  const uses = new Map<string, number>();
  for (const { value, count } of distinct)
    for (const label of isSeveral ? partsOf(value) : [value]) uses.set(label, (uses.get(label) ?? 0) + count);
  const labels = [...uses.keys()];
  const used = [...uses.values()].reduce((sum, count) => sum + count, 0);
  if (labels.length === 0 || labels.length > mostOptions || used < labels.length * 2) return undefined;
  if (labels.some((label) => label.length > longestOption || label.includes("\n"))) return undefined;
  return { type: isSeveral ? "choices" : "choice", options: labels.map((label) => ({ label })) };
}

const partsOf = (value: string): string[] =>
  value
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");

function textFor({ distinct, complete }: ColumnSurvey): CustomType {
  const longest = Math.max(0, ...distinct.map(({ value }) => value.length));
  if (longest > 200 || distinct.some(({ value }) => /[\n\r\t]/.test(value))) return { type: "long_text" };
  return complete ? { type: "text" } : { type: "text", max: 1000 };
}
