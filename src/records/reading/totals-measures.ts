import { type RawBuilder, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import type { Measures } from "../contract/index.ts";
import type { Comparand } from "../field-types/field-type.ts";
import { fieldType } from "../field-types/field-types.ts";
import type { Work } from "../work.ts";
import { type FieldPath, resolveFieldPath } from "./field-path.ts";
import { isoInstant } from "./instant.ts";

/** The four kinds of numbers that a total may have, as they stand in it. */
export type Numbers = { sums: Measures } & Partial<Record<"averages" | "minima" | "maxima", Measures>>;
type Kind = keyof Numbers;

/** A sum, an average, the least or the greatest of a field. */
export interface Measure {
  readonly kind: Kind;
  readonly field: string;
  /** As text. */
  readonly number: RawBuilder<unknown>;
  /** Of money: the column whose value keeps amounts apart. */
  readonly currency: RawBuilder<unknown> | undefined;
}

/** The fields that are asked for, by comma, under the name of the measure. */
export type MeasuresAsked = Partial<Record<"sum" | "avg" | "min" | "max", string | undefined>>;

const kinds = { sum: "sums", avg: "averages", min: "minima", max: "maxima" } as const;

/** Reads the measures of a request over rows under `alias`. Throws `field_unknown`. */
export function measuresOf(
  work: Work,
  object: CatalogueObject,
  alias: string,
  asked: MeasuresAsked,
): Measure[] {
  return (["sum", "avg", "min", "max"] as const).flatMap((how) =>
    [...new Set((asked[how] ?? "").split(",").filter(Boolean))].map((name) => {
      const path = resolveFieldPath(work, object, name);
      if (path.hops.length > 0 || path.part || !isMeasured(path, how))
        throw new AppError("field_unknown", { field: name });
      return { kind: kinds[how], field: name, ...numberOf(work, path, alias, how) };
    }),
  );
}

/** The measures that one query can answer: amounts that share a currency, and all others. At least one query. */
export function inOneQuery(measures: readonly Measure[]): readonly (readonly Measure[])[] {
  const plain = measures.filter((measure) => !measure.currency);
  const money = Map.groupBy(
    measures.filter((measure) => measure.currency),
    ({ field }) => field,
  );
  return plain.length > 0 || money.size === 0 ? [plain, ...money.values()] : [...money.values()];
}

/** Puts the numbers of a row into the total of its group. */
export function readMeasures(
  total: Numbers,
  measures: readonly Measure[],
  row: Readonly<Record<string, unknown>>,
): void {
  for (const [at, { kind, field, currency }] of measures.entries()) {
    const number = row[`m${at}`] as string | null;
    if (number === null) continue;
    const held = total[kind] ?? {};
    if (!currency) total[kind] = { ...held, [field]: number };
    else if (row["k_currency"] !== null)
      total[kind] = { ...held, [field]: { ...amounts(held[field]), [row["k_currency"] as string]: number } };
  }
}

function amounts(held: Measures[string] | undefined): Record<string, string> {
  return typeof held === "object" ? held : {};
}

const extremes: readonly Comparand[] = ["number", "decimal", "date", "date_time"];

function isMeasured(path: FieldPath, how: keyof MeasuresAsked): boolean {
  if (how === "sum") return fieldType(path.field).summed === true;
  const wide = how === "avg" ? extremes.slice(0, 2) : extremes;
  return wide.includes(path.compares);
}

function signed({ field }: FieldPath, column: RawBuilder<unknown>, alias: string): RawBuilder<unknown> {
  const when = field.type === "money" ? field.subtractedWhen : undefined;
  if (!when) return column;
  return sql`case when ${sql.ref(`${alias}.${when.field}`)} = ${when.is} then -${column} else ${column} end`;
}

function numberOf(
  work: Work,
  path: FieldPath,
  alias: string,
  how: keyof MeasuresAsked,
): Pick<Measure, "number" | "currency"> {
  const column = path.value?.(alias) ?? sql`null`;
  const currency =
    path.field.type === "money"
      ? resolveFieldPath(work, path.object, `${path.name}.currency`).value?.(alias)
      : undefined;
  // An average has as many digits as the database cares to give; six behind the point are enough for anybody.
  if (how === "avg") return { number: sql`trim_scale(round(avg(${column}), 6))::text`, currency };
  if (how === "sum") return { number: sql`sum(${signed(path, column, alias)})::text`, currency };
  const extreme = how === "min" ? sql`min(${column})` : sql`max(${column})`;
  return { number: path.compares === "date_time" ? isoInstant(extreme) : sql`${extreme}::text`, currency };
}
