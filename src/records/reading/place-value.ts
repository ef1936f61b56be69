import { type RawBuilder, sql } from "kysely";
import { type Field, isComputed } from "../contract/index.ts";
import { columnType } from "../field-types/column-type.ts";
import { columnsOf, fieldColumns } from "../field-types/field-columns.ts";
import type { Column } from "../field-types/field-type.ts";
import type { Work } from "../work.ts";
import type { FieldPlace } from "./field-place.ts";
import { whereSeen } from "./field-sight.ts";

type Place = Pick<FieldPlace, "object" | "name" | "field" | "part">;

/**
 * The SQL of a field, or of a part of it, in a row of its object that stands under `alias`: the column that is compared
 * and sorted, or what the field is reckoned from. Null where it cannot be reckoned, since what it names is gone, and on
 * records on which the actor does not see it.
 */
export function placeValue(work: Work, place: Place, alias: string): RawBuilder<unknown> {
  const seen = whereSeen(work, { ...place, alias });
  const value = valueIn(work, place, alias);
  return seen ? sql`(case when ${seen} then ${value} end)` : value;
}

function valueIn(work: Work, place: Place, alias: string): RawBuilder<unknown> {
  const { object, name, field, part } = place;
  if (isComputed(field)) {
    const computation = work.catalogue.computation({ object, name });
    return computation?.value(work, alias) ?? nothing(field);
  }
  return sql`${sql.ref(`${alias}.${placeColumn({ name, field, part })}`)}`;
}

/** No value, of the type of a field. */
export function nothing(field: Field): RawBuilder<unknown> {
  return sql`null::${columnType[typeOf(field)]}`;
}

/** What `placeValue` is to the database. */
export function placeType(place: FieldPlace): Column["type"] {
  const { name, field } = place;
  if (name === "id") return "uuid";
  const column = placeColumn(place);
  return columnsOf(name, field).find((one) => one.name === column)?.type ?? typeOf(field);
}

/** The column at a place; none for `links` and for what is computed. */
export function placeColumn({
  name,
  field,
  part,
}: Pick<FieldPlace, "name" | "field" | "part">): string | undefined {
  if (part !== undefined) return fieldColumns(field).part?.(field.column ?? name, part);
  return columnsOf(name, field)[0]?.name;
}

function typeOf(field: Field): Column["type"] {
  return fieldColumns(field).columns("", field)[0]?.type ?? "text";
}
