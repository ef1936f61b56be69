import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Filter } from "#kernel/filter";
import type { CatalogueObject } from "../catalogue.ts";
import type { Field } from "../contract/index.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import { filterCondition } from "../reading/filter-condition.ts";
import type { Work } from "../work.ts";
import { schemaOf } from "../writing/values.ts";
import type { Customising } from "./customising.ts";

const uniqueTypes: ReadonlySet<Field["type"]> = new Set([
  "text",
  "number",
  "decimal",
  "email",
  "phone",
  "url",
  "date",
  "auto_number",
]);

/** Refuses what cannot be said of a field, naming which part: `field_invalid`, or the error of a condition. */
export function assertSound(begun: Customising, object: CatalogueObject, name: string, field: Field): void {
  const declared = begun.work.catalogue.declared.definitions.find((one) => one.name === object.name)?.fields[
    name
  ];
  const refusals: readonly (readonly [string, boolean])[] = [
    ["required", field.required === true && (field.readOnly === true || field.type === "boolean")],
    ["required", declared?.required === true && field.required !== true],
    ["hidden", field.hidden === true && name === object.title],
    ["unique", field.unique === true && declared?.unique !== true && !uniqueTypes.has(field.type)],
    ["default", field.default !== undefined && !isDefault(field)],
    ["kind.min", field.type === "number" && (field.min ?? 0) > (field.max ?? Number.POSITIVE_INFINITY)],
  ];
  const refused = refusals.find(([, isWrong]) => isWrong);
  if (refused) throw new AppError("field_invalid", { field: refused[0] });
  for (const [place, filter] of Object.entries(conditionsOf(field)))
    assertOwnCondition(begun, object, place, filter);
}

/** Throws `values_not_unique` where records in use share a value. */
export async function assertValuesUnique(
  work: Work,
  object: CatalogueObject,
  name: string,
  field: Field,
): Promise<void> {
  const column = sql.ref(columnsOf(name, field)[0]?.name ?? name);
  const { rows } = await sql<{
    value: string;
    count: number;
  }>`select ${column}::text as value, count(*)::int as count
    from ${sql.table(object.table)} where ${column} is not null and archived_at is null
    group by 1 having count(*) > 1 order by 2 desc limit 1`.execute(work.db);
  if (rows[0]) throw new AppError("values_not_unique", { field: "unique", params: { ...rows[0] } });
}

/** Throws `choice_unknown` where the value of a new record is no option. */
export async function assertDefaultIsOption(
  work: Work,
  object: string,
  name: string,
  field: Field,
): Promise<void> {
  if (field.type !== "choice" || field.default === undefined || field.options.includes(String(field.default)))
    return;
  const { rows } = await sql`select 1 from field_options
    where object = ${object} and field = ${name} and key = ${String(field.default)}`.execute(work.db);
  if (rows.length === 0)
    throw new AppError("choice_unknown", { field: "default", params: { value: String(field.default) } });
}

function isDefault(field: Field): boolean {
  if (field.readOnly || ["links", "link", "file", "user", "address", "choices", "money"].includes(field.type))
    return false;
  return schemaOf(field).safeParse(field.default).success;
}

function conditionsOf(field: Field): Record<string, Filter> {
  const { shownWhen, requiredWhen, readOnlyWhen } = field;
  return Object.fromEntries(
    Object.entries({ shownWhen, requiredWhen, readOnlyWhen }).filter(([, filter]) => filter !== undefined),
  ) as Record<string, Filter>;
}

// A condition speaks of the record alone: the browser looks at it while somebody types, the write path before it writes.
function assertOwnCondition(
  { work, catalogue }: Customising,
  object: CatalogueObject,
  place: string,
  filter: Filter,
): void {
  if (!isOfRecordAlone(object, filter)) throw new AppError("field_invalid", { field: place });
  filterCondition({ work: { ...work, catalogue }, object, alias: "t" }, filter);
}

function isOfRecordAlone(object: CatalogueObject, filter: Filter): boolean {
  if ("and" in filter) return filter.and.every((part) => isOfRecordAlone(object, part));
  if ("or" in filter) return filter.or.every((part) => isOfRecordAlone(object, part));
  if ("not" in filter) return isOfRecordAlone(object, filter.not);
  if ("related" in filter) return false;
  const [name = "", part] = filter.field.split(".");
  const type = object.fields[name]?.type;
  // What is computed is known only when it is read.
  if (type === "formula" || type === "rollup") return false;
  return part === undefined || type === "address" || type === "money" || type === "person_name";
}
