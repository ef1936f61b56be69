import { sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { whereFree } from "../reading/field-sight.ts";
import type { Work } from "../work.ts";
import type { Draft } from "./draft.ts";
import { throwIfAny } from "./values.ts";

/**
 * Throws `field_read_only` where a draft says a field that the actor may change on other records, but not on this one. Also
 * where it says what stands there already: that it does would be told. Costs a query only where roles differ so.
 */
export async function assertWrittenWhereFree(
  work: Work,
  object: CatalogueObject,
  drafts: readonly Draft[],
): Promise<void> {
  const names = [...new Set(drafts.flatMap(({ values }) => Object.keys(values)))];
  for (const name of names) {
    const free = whereFree(work, { object, name, alias: "t" });
    if (!free) continue;
    const ids = drafts.filter(({ values }) => Object.hasOwn(values, name)).map(({ id }) => id);
    const { rows } = await sql`select 1 from ${sql.table(object.table)} as t
      where t.id = any(${ids}::uuid[]) and (${free}) is not true limit 1`.execute(work.db);
    throwIfAny(rows.map(() => ({ code: "field_read_only", field: name })));
  }
}
