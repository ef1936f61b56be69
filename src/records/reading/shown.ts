import { type RawBuilder, sql } from "kysely";
import type { Work } from "../work.ts";
import { knownField } from "./field-path.ts";
import { whereSeen } from "./field-sight.ts";

/** An object, a field of it, and the alias under which its rows stand in a query. */
export type ShownField = readonly [object: string, field: string, alias: string];

/**
 * `expression`, which tells the field of rows of an object, where the actor may see that field; else a null of its type.
 * For modules' own SQL: what a role hides is not told by another way.
 */
export function shown<T>(
  work: Work,
  [objectName, name, alias]: ShownField,
  expression: RawBuilder<T>,
): RawBuilder<T | null> {
  const object = work.catalogue.object(objectName);
  if (!knownField(work, object, name)) return sql<null>`case when false then ${expression} end`;
  const seen = whereSeen(work, { object, name, alias });
  return seen ? sql<T | null>`case when ${seen} then ${expression} end` : expression;
}
