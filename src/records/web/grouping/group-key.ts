import type { Filter } from "#kernel/filter";
import { type FieldMetadata, type ObjectMetadata, readsAs } from "#records/contract";

export const periodUnits = ["day", "week", "month", "quarter", "year"] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** A field that records are put together by; of a date by which period. As `group=` of the totals writes it. */
export interface GroupKey {
  readonly field: string;
  readonly unit?: PeriodUnit;
}

/** Reads `stage,closed_on:month`; what the user does not see, or what cannot be grouped by, is left out. */
export function readGroupKeys(text: string | undefined, object: ObjectMetadata): readonly GroupKey[] {
  return (text ?? "")
    .split(",")
    .flatMap((part): GroupKey[] => {
      const [field = "", named] = part.split(":");
      if (!groupKind(object.fields[field])) return [];
      return [
        groupKeyOf(
          object,
          field,
          periodUnits.find((unit) => unit === named),
        ),
      ];
    })
    .slice(0, 2);
}

/** A field as something to group by: a date by month, unless another period is named. */
export function groupKeyOf(object: ObjectMetadata, field: string, unit: PeriodUnit = "month"): GroupKey {
  return groupKind(object.fields[field]) === "period" ? { field, unit } : { field };
}

export function writeGroupKeys(keys: readonly GroupKey[]): string {
  return keys.map(({ field, unit }) => (unit ? `${field}:${unit}` : field)).join(",");
}

type GroupKind = "choice" | "link" | "boolean" | "period";

/** How values of the field make groups; undefined where they make none worth looking at. */
export function groupKind(field: FieldMetadata | undefined): GroupKind | undefined {
  if (!field || field.hidden) return undefined;
  const type = readsAs(field);
  if (type === "choice" || type === "boolean") return type;
  if (type === "link" || type === "user") return "link";
  return type === "date" || type === "date_time" ? "period" : undefined;
}

/** The fields that a table may be grouped by. */
export function groupFields(object: ObjectMetadata): readonly string[] {
  return Object.keys(object.fields).filter((name) => groupKind(object.fields[name]));
}

/** The fields that a board may stand on: each value is a column. */
export function boardFields(object: ObjectMetadata): readonly string[] {
  return groupFields(object).filter((name) =>
    ["choice", "link"].includes(groupKind(object.fields[name]) ?? ""),
  );
}

/** The field that the board of the object stands on unless another is chosen. */
export function boardGroup(object: ObjectMetadata): string | undefined {
  const fields = boardFields(object);
  return fields.find((field) => field === object.board?.group) ?? fields[0];
}

/** The filter of the records in the group that has `value`, as the totals tell it. */
export function groupFilter(object: ObjectMetadata, { field, unit }: GroupKey, value: string | null): Filter {
  if (groupKind(object.fields[field]) === "boolean") return { field, op: "is", value: value === "true" };
  if (value === null) return { field, op: "empty" };
  if (!unit) return { field, op: "is", value };
  const next = nextPeriod(value, unit);
  return {
    and: [
      { field, op: "between", value: { from: value } },
      { field, op: "before", value: next },
    ],
  };
}

/** The first day of the period after the one that begins on `first`. */
export function nextPeriod(first: string, unit: PeriodUnit): string {
  const [year = 0, month = 1, day = 1] = first.split("-").map(Number);
  const next = {
    day: [year, month, day + 1],
    week: [year, month, day + 7],
    month: [year, month + 1, 1],
    quarter: [year, month + 3, 1],
    year: [year + 1, 1, 1],
  }[unit] as [number, number, number];
  return new Date(Date.UTC(next[0], next[1] - 1, next[2])).toISOString().slice(0, 10);
}
