import { type RawBuilder, sql } from "kysely";

/**
 * A statement that is planned for its values each time it is asked. What comes again and again is prepared otherwise, and PostgreSQL then
 * keeps one plan for whatever values there may be: sums over three years would be read as those over a week.
 */
export function plannedAnew<T>(statement: RawBuilder<T>): RawBuilder<T> {
  return sql<T>`/* planned anew */ ${statement}`;
}

export function isPlannedAnew(text: string): boolean {
  return text.startsWith("/* planned anew */");
}
