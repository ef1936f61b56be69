import { AppError } from "#kernel/error";

/** Where a page ended: the order it was in and the last row's keys as text. */
export interface Cursor {
  readonly sort: string;
  readonly values: readonly (string | null)[];
}

/** Writes a cursor as one opaque word. */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.sort, ...cursor.values])).toString("base64url");
}

/** Reads a cursor made for the order `sort` with `length` keys. Throws `cursor_invalid`. */
export function readCursor(text: string, sort: string, length: number): Cursor {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch (cause) {
    throw new AppError("cursor_invalid", { cause });
  }
  if (!Array.isArray(parsed) || parsed.length !== length + 1 || parsed[0] !== sort)
    throw new AppError("cursor_invalid");
  const values: unknown[] = parsed.slice(1);
  if (!values.every((value) => value === null || (typeof value === "string" && !value.includes("\0")))) {
    throw new AppError("cursor_invalid");
  }
  return { sort, values: values as (string | null)[] };
}
