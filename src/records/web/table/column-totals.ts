import { type FieldMetadata, readsAs, type Total } from "#records/contract";
import { fieldType } from "../../field-types/field-types.ts";
import type { ColumnTotal } from "../../views/contract.ts";
import type { TotalsAsked } from "../records.ts";
import type { TableColumn } from "./columns.ts";

type Asked = Exclude<ColumnTotal, "none">;

/** What a column of the field can say under its rows, the usual first; nothing but "none" where nothing makes sense. */
export function totalChoices(field: FieldMetadata): readonly ColumnTotal[] {
  const type = readsAs(field);
  if (type === "date" || type === "date_time") return ["none", "min", "max"];
  if (type === "percent" || (field.type === "money" && field.ofOne)) return ["none", "avg", "min", "max"];
  return fieldType(field).summed ? ["sum", "avg", "min", "max", "none"] : ["none"];
}

/** What the column says: what was chosen, as far as its field knows it. */
export function totalOf(column: Pick<TableColumn, "definition" | "total">): ColumnTotal {
  const choices = totalChoices(column.definition);
  return choices.find((one) => one === column.total) ?? choices[0] ?? "none";
}

/** What the totals must be asked for, for all columns to say their own. */
export function totalsOfColumns(columns: readonly TableColumn[]): Pick<TotalsAsked, Asked> {
  const of = (how: Asked) => columns.filter((column) => totalOf(column) === how).map(({ field }) => field);
  return { sum: of("sum"), avg: of("avg"), min: of("min"), max: of("max") };
}

/** The word for what a column says: of days it is the first and the last rather than the least. */
export function totalWord(field: FieldMetadata, total: ColumnTotal): string {
  const dated = ["date", "date_time"].includes(readsAs(field));
  return dated ? ({ min: "first", max: "last" }[total as "min" | "max"] ?? total) : total;
}

const places = { sum: "sums", avg: "averages", min: "minima", max: "maxima" } as const;

/** The number of a column in a total; undefined where there is none. */
export function numberIn(total: Total, column: TableColumn): Total["sums"][string] | undefined {
  const how = totalOf(column);
  return how === "none" ? undefined : total[places[how]]?.[column.field];
}
