import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import { visibleField } from "./field-path.ts";
import { under } from "./row-alias.ts";
import { conjunction, faceCondition, visibility } from "./visibility.ts";

/** Records that belong to a row, as they stand in a subquery: `select … from ${from} where ${where}`. */
export interface RelatedRows {
  readonly object: CatalogueObject;
  readonly alias: string;
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<SqlBool>;
}

/**
 * The records of the related list `name` of the row under `alias` that are in use and that the actor may see. Throws
 * `field_unknown` where there is no such list for the actor.
 */
export function relatedRows(
  { work, object, alias }: { readonly work: Work; readonly object: CatalogueObject; readonly alias: string },
  name: string,
): RelatedRows {
  const list = Object.hasOwn(object.related, name) ? object.related[name] : undefined;
  const related = list && work.catalogue.object(list.object);
  const field = related && visibleField(work, related, list.field);
  if (!list || !related || !field) throw new AppError("field_unknown", { field: name });
  const rows = under(alias, "r");
  return {
    object: related,
    alias: rows,
    from: sql`${sql.table(related.table)} as ${sql.ref(rows)}`,
    where: conjunction([
      sql`${sql.ref(`${rows}.${columnsOf(list.field, field)[0]?.name}`)} = ${sql.ref(`${alias}.id`)}`,
      sql`${sql.ref(`${rows}.archived_at`)} is null`,
      faceCondition(related, rows),
      visibility(work, related, rows),
    ]),
  };
}
