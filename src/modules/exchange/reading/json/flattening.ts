import { unreadable } from "../unreadable.ts";
import { numberText } from "../numbers-as-text.ts";

const deepest = 30;
const mostOfAList = 20;

/**
 * A record as cells with a name each: what lies in it is called `address.city`, what is listed in it stands in one cell, records that
 * are listed in it are numbered (`phones.1.number`), or where they are many kept as they are.
 */
export function* flattened(
  value: unknown,
  row: number,
  name = "",
  depth = 0,
): Generator<readonly [string, string]> {
  if (depth > deepest) throw unreadable("nested", row);
  if (value === null || value === undefined) return;
  if (typeof value !== "object") yield [name || "value", cellOf(value)];
  else if (Array.isArray(value)) yield* flattenedList(value, row, name, depth);
  else {
    for (const [key, inner] of Object.entries(value))
      yield* flattened(inner, row, name === "" ? key : `${name}.${key}`, depth + 1);
  }
}

function* flattenedList(
  values: readonly unknown[],
  row: number,
  name: string,
  depth: number,
): Generator<readonly [string, string]> {
  const isPlain = values.every((value) => typeof value !== "object" || value === null);
  if (isPlain) yield [name || "value", values.map(cellOf).filter(Boolean).join(", ")];
  else if (values.length > mostOfAList) yield [name || "value", asJson(values, row)];
  else
    for (const [index, value] of values.entries())
      yield* flattened(value, row, `${name === "" ? "" : `${name}.`}${index + 1}`, depth + 1);
}

function asJson(values: readonly unknown[], row: number): string {
  try {
    return JSON.stringify(values);
  } catch (error) {
    // Deeper than it can be followed.
    throw unreadable("nested", row, error);
  }
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "number" ? numberText(value) : String(value);
}
