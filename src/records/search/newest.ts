import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { conjunction } from "../reading/visibility.ts";

/**
 * The newest rows of the table of `object`, for a `from`, under `t`: so many at most, whatever they are and whoever may
 * see them, so that looking through them costs the same whatever is asked. About half a microsecond a row.
 */
export function newestRows(
  object: CatalogueObject,
  most: RawBuilder<number>,
  further?: RawBuilder<SqlBool>,
): RawBuilder<unknown> {
  return sql`(select * from ${sql.table(object.table)} as t where ${conjunction([further])} order by t.id desc limit ${most}) as t`;
}
