import { AppError } from "#kernel/error";
import { type CatalogueObject, knownField, targetOf, type Work } from "#records";
import { type Field, grantOn, type RecordData, readsAs } from "#records/contract";
import type { titlesIn } from "../imports/titles.ts";

/** A column of a file that has some: a field, or a part of one. */
export interface Column {
  /** As the list is asked for it: `name`, `company.industry`. */
  readonly path: string;
  readonly object: string;
  readonly name: string;
  readonly field: Field;
  /** An address takes a column for each part, an amount one for its currency. */
  readonly part?: string;
}

/**
 * The columns asked for, or all that are shown, as far as the actor sees them. Throws `not_found` where the actor may
 * not read the object, `not_allowed` where they may not export it, or one whose fields are asked for through a link.
 */
export function exportColumns(work: Work, object: CatalogueObject, fields: string | undefined): Column[] {
  assertExported(work, object.name);
  const asked = fields?.split(",").filter((path) => path !== "");
  const paths = asked ?? Object.keys(object.fields).filter((name) => !object.fields[name]?.hidden);
  return paths.flatMap((path) => {
    const [name = "", inner] = path.split(".");
    const field = knownField(work, object, name);
    if (!field) return [];
    const target = targetOf(work, field);
    const under = inner && target ? knownField(work, target, inner) : undefined;
    if (!inner || !under || !target) return partsOf({ path: name, object: object.name, name, field });
    assertExported(work, target.name);
    return partsOf({ path, object: target.name, name: inner, field: under });
  });
}

/** Throws `not_found` where the actor may not read the object at all, `not_allowed` where they may not export it. */
export function assertExported({ actor }: Pick<Work, "actor">, object: string): void {
  const grant = grantOn(actor.rights, object);
  if (grant.read === "none") throw new AppError("not_found", { params: { object } });
  if (!grant.export) throw new AppError("not_allowed");
}

function partsOf(column: Column): Column[] {
  const { type } = column.field;
  if (type === "address")
    return ["street", "city", "region", "postal_code", "country"].map((part) => ({ ...column, part }));
  if (type === "money")
    return [
      { ...column, part: "amount" },
      { ...column, part: "currency" },
    ];
  return [column];
}

/** What the columns need of each record. */
export function fieldsOf(columns: readonly Column[]): string {
  return [...new Set(columns.map((column) => column.path))].join(",");
}

/** Headings are what the import reads again: the title on screen, a part of an address by its own name. */
export function headingOf({ object, name, part, path }: Column, titles: ReturnType<typeof titlesIn>): string {
  const title = titles.field(object, name) ?? path;
  if (!part || part === "amount") return title;
  const own = titles.part(part) ?? part;
  // A record may have several amounts, each in a currency of its own.
  return part === "currency" ? `${title}: ${own.toLowerCase()}` : own;
}

/** What a record has in a column; undefined where the actor does not see it. */
export function valueIn({ path, part }: Column, record: RecordData): unknown {
  const value = path.includes(".") ? path.split(".").reduce<unknown>(inside, record) : record[path];
  return part ? inside(value, part) : value;
}

const inside = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

export type CellKind = "text" | "boolean" | "number" | "amount" | "date" | "date_time" | "choice" | "record";

/** What the values of a column are to a format that tells numbers, days and texts apart. */
export function kindOf({ field, part }: Column): CellKind {
  if (part) return part === "amount" ? "amount" : "text";
  switch (readsAs(field)) {
    case "number":
    case "decimal":
    case "percent":
      return "number";
    case "boolean":
      return "boolean";
    case "date":
      return "date";
    case "date_time":
      return "date_time";
    case "choice":
    case "choices":
      return "choice";
    case "link":
    case "user":
      return "record";
    default:
      return "text";
  }
}
