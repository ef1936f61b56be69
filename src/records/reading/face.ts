import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";

/** The condition that keeps a face of a wider table to its own rows: `kind = 'person'`. */
export function faceCondition(object: CatalogueObject, alias: string): RawBuilder<SqlBool> | undefined {
  const conditions = Object.entries(object.where ?? {}).map(
    ([column, value]) => sql<SqlBool>`${sql.ref(`${alias}.${column}`)} = ${value}`,
  );
  return conditions.length > 0 ? sql<SqlBool>`${sql.join(conditions, sql` and `)}` : undefined;
}
