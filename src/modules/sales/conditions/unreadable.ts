import type { RawBuilder, SqlBool } from "kysely";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { conditionOn } from "./condition.ts";

/** As `conditionOn`; what names a field that has been removed since holds for nothing, and stops nobody else's rule. */
export function conditionAsItIs(
  work: Work,
  rows: { readonly object: string; readonly alias: string },
  text: string | null,
): RawBuilder<SqlBool> {
  try {
    return conditionOn(work, rows, text);
  } catch (thrown) {
    if (thrown instanceof AppError) return sql<SqlBool>`false`;
    throw thrown;
  }
}
