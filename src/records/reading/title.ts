import { type RawBuilder, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import type { Field } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { knownField, targetOf } from "./field-path.ts";
import { placeValue } from "./place-value.ts";
import { under } from "./row-alias.ts";
import { conjunction, visibility } from "./visibility.ts";

/** How a record of `object` is called, as text; at most 200 characters. */
export function titleExpression(work: Work, object: CatalogueObject, alias: string): RawBuilder<unknown> {
  const field = knownField(work, object, object.title);
  if (!field) return sql`null::text`;
  const column = placeValue(work, { object, name: object.title, field }, alias);
  const target = targetOf(work, field);
  if (!target) return long.has(field.type) ? sql`left((${column})::text, 200)` : column;
  const linked = under(alias, "title");
  return sql`(select ${titleExpression(work, target, linked)} from ${sql.table(target.table)} as ${sql.ref(linked)}
    where ${conjunction([sql`${sql.ref(`${linked}.id`)} = ${column}`, visibility(work, target, linked)])})`;
}

const long: ReadonlySet<Field["type"]> = new Set<Field["type"]>(["long_text", "formula", "rollup"]);

/** The column that tells the faces of a wide object apart, and the face each value means: `person`, `company`. */
export function faceOf(
  work: Work,
  object: CatalogueObject,
): { readonly column: string; readonly names: ReadonlyMap<string, string> } | undefined {
  const faces = object.faces.map((face) => work.catalogue.object(face));
  const column = Object.keys(faces[0]?.where ?? {})[0];
  return column
    ? { column, names: new Map(faces.map((face) => [face.where?.[column] ?? "", face.name])) }
    : undefined;
}
