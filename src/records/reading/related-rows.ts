import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Catalogue, CatalogueObject } from "../catalogue.ts";
import { grantOn } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { existsAcross } from "./across-links.ts";
import { seenBy, visibleField } from "./field-path.ts";
import { declaredField, fieldPlace, type Hop, linkTarget, type SeenField } from "./field-place.ts";
import { whereSeen } from "./field-sight.ts";
import { placeColumn } from "./place-value.ts";
import { under } from "./row-alias.ts";
import { faceCondition } from "./face.ts";
import { conjunction, visibility } from "./visibility.ts";

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

/** A related list of the object itself, or behind links: `deals`, `company.deals`. Only links that `seen` lets through. */
export function relationAlong(
  catalogue: Catalogue,
  object: CatalogueObject,
  path: string,
  seen: SeenField,
): { readonly hops: readonly Hop[]; readonly relation: Relation } | undefined {
  const dot = path.lastIndexOf(".");
  const link = dot < 0 ? undefined : fieldPlace(catalogue, object, path.slice(0, dot), seen);
  const to = link && linkTarget(catalogue, link.field);
  const relation = dot < 0 || to ? relationOf(catalogue, to ?? object, path.slice(dot + 1)) : undefined;
  if (!relation) return undefined;
  const last = link && to ? [{ from: link.object, name: link.name, field: link.field, to }] : [];
  return { hops: [...(link?.hops ?? []), ...last], relation };
}

/** Records that belong to a row, as they stand in a subquery: `select … from ${from} where ${where}`. */
export interface RelatedRows {
  readonly object: CatalogueObject;
  readonly alias: string;
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<SqlBool>;
}

/**
 * The records of the related list `path` of the row under `alias` that are in use and that the actor may see: those that
 * point here (`deals`), those that many links name (`competitors`), those of a linked record (`company.deals`). Throws
 * `field_unknown` where there is no such list for the actor.
 */
export function relatedRows(
  { work, object, alias }: { readonly work: Work; readonly object: CatalogueObject; readonly alias: string },
  path: string,
): RelatedRows {
  const seen = seenBy(work, object);
  const found = relationAlong(work.catalogue, object, path, seen);
  const relation = found?.relation;
  const field = relation && visibleField(work, relation.by, relation.name);
  if (!field || grantOn(work.actor.rights, relation.object.name).read === "none")
    throw new AppError("field_unknown", { field: path });
  const rows = under(alias, "r");
  const between = under(rows, "b");
  const table = sql`${sql.table(relation.object.table)} as ${sql.ref(rows)}`;
  const [from, holder] =
    field.type === "links"
      ? [
          sql`${sql.table(field.through)} as ${sql.ref(between)}
            join ${table} on ${sql.ref(`${rows}.id`)} = ${sql.ref(`${between}.${field.toColumn}`)}`,
          sql.ref(`${between}.${field.from}`),
        ]
      : [table, sql.ref(`${rows}.${placeColumn({ name: relation.name, field })}`)];
  return {
    object: relation.object,
    alias: rows,
    from,
    where: conjunction([
      heldBy({ work, holder, rows }, alias, found.hops),
      sql`${sql.ref(`${rows}.archived_at`)} is null`,
      faceCondition(relation.object, rows),
      field.type === "links" ? undefined : whereSeen(work, { ...relation, alias: rows }),
      visibility(work, relation.object, rows),
    ]),
  };
}

interface Held {
  readonly work: Work;
  /** Of each related row: the id of whose it is. */
  readonly holder: RawBuilder<unknown>;
  readonly rows: string;
}

/** Whether what is related belongs to the record behind the links `hops` from the row under `alias`. */
function heldBy(held: Held, alias: string, hops: readonly Hop[]): RawBuilder<SqlBool> {
  const [hop, ...further] = hops;
  if (!hop) return sql`${held.holder} = ${sql.ref(`${alias}.id`)}`;
  const linked = under(held.rows, `h${hops.length}`);
  return existsAcross(held.work, hop, { from: alias, to: linked }, heldBy(held, linked, further));
}
