import { type RawBuilder, sql } from "kysely";
import type { Work } from "../work.ts";
import { visibleField } from "./field-path.ts";

/**
 * `expression`, which tells the field of an object, where the actor may see that field; else a null of its type.
 * For modules' own SQL: what a role hides is not told by another way.
 */
export function shown<T>(
  work: Work,
  objectName: string,
  field: string,
  expression: RawBuilder<T>,
): RawBuilder<T | null> {
  const object = work.catalogue.object(objectName);
  return visibleField(work, object, field) ? expression : sql<null>`case when false then ${expression} end`;
}
