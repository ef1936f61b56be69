import { AppError } from "#kernel/error";

/** Where a page ended: the order it was in, when the walk through the pages began, and the last row's keys as text. */
export interface Cursor {
  readonly sort: string;
  readonly began: Date;
  readonly values: readonly (string | null)[];
}

/** Writes a cursor as one opaque word. */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.sort, cursor.began.getTime(), ...cursor.values])).toString(
    "base64url",
  );
}

/** Reads a cursor made for the order `sort` at some time before `now`. Throws `cursor_invalid`. */
export function readCursor(text: string, sort: string, now: Date): Cursor {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch (cause) {
    throw new AppError("cursor_invalid", { cause });
  }
  const [made, began, ...values]: unknown[] = Array.isArray(parsed) ? parsed : [];
  const isTime =
    Number.isInteger(began) && (began as number) >= 0 && (began as number) <= now.getTime() + skew;
  const areKeys = values.every(
    (value) => value === null || (typeof value === "string" && !value.includes("\0")),
  );
  if (made !== sort || !isTime || !areKeys) throw new AppError("cursor_invalid");
  return { sort, began: new Date(began as number), values: values as (string | null)[] };
}

/** How far the clocks of two processes may be apart, in milliseconds. */
const skew = 60_000;
