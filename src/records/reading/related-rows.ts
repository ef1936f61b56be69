import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Catalogue, CatalogueObject } from "../catalogue.ts";
import type { Work } from "../work.ts";
import { visibleField } from "./field-path.ts";
import { declaredField } from "./field-place.ts";
import { placeColumn } from "./place-value.ts";
import { under } from "./row-alias.ts";
import { conjunction, faceCondition, visibility } from "./visibility.ts";

/** What a related list is: records of `object`, joined by the link `name` of the object `by`. */
export interface Relation {
  readonly object: CatalogueObject;
  readonly by: CatalogueObject;
  readonly name: string;
}

/** The related list `name` of an object: what points to it, or what its own `links` field of that name points to. */
export function relationOf(
  catalogue: Catalogue,
  object: CatalogueObject,
  name: string,
): Relation | undefined {
  const list = Object.hasOwn(object.related, name) ? object.related[name] : undefined;
  if (list)
    return { object: catalogue.object(list.object), by: catalogue.object(list.object), name: list.field };
  const field = declaredField(object, name);
  return field?.type === "links" ? { object: catalogue.object(field.to), by: object, name } : undefined;
}

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
  const relation = relationOf(work.catalogue, object, name);
  const field = relation && visibleField(work, relation.by, relation.name);
  if (!relation || !field) throw new AppError("field_unknown", { field: name });
  const rows = under(alias, "r");
  const between = under(rows, "b");
  const table = sql`${sql.table(relation.object.table)} as ${sql.ref(rows)}`;
  const id = sql.ref(`${alias}.id`);
  return {
    object: relation.object,
    alias: rows,
    from:
      field.type === "links"
        ? sql`${sql.table(field.through)} as ${sql.ref(between)}
            join ${table} on ${sql.ref(`${rows}.id`)} = ${sql.ref(`${between}.${field.toColumn}`)}`
        : table,
    where: conjunction([
      field.type === "links"
        ? sql`${sql.ref(`${between}.${field.from}`)} = ${id}`
        : sql`${sql.ref(`${rows}.${placeColumn({ name: relation.name, field })}`)} = ${id}`,
      sql`${sql.ref(`${rows}.archived_at`)} is null`,
      faceCondition(relation.object, rows),
      visibility(work, relation.object, rows),
    ]),
  };
}
