import { type RawBuilder, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import type { Total } from "../contract/index.ts";
import { fieldType } from "../field-types/field-types.ts";
import type { Work } from "../work.ts";
import { type FieldPath, resolveFieldPath, targetOf } from "./field-path.ts";
import { readableObject } from "./listing.ts";
import { type Question, questionCondition } from "./rows-asked-for.ts";
import { titleExpression } from "./selection.ts";
import { conjunction, visibility } from "./visibility.ts";

export interface TotalsRequest extends Question {
  /** Field to group by; a date takes `:day`, `:week`, `:month`, `:quarter` or `:year` behind it. */
  readonly group?: string | undefined;
  /** Fields to sum, by comma. */
  readonly sum?: string | undefined;
}

const units = ["day", "week", "month", "quarter", "year"] as const;
const mostGroups = 1000;

/**
 * Counts and sums by group over the records the actor may read. Sums of money are kept apart by currency.
 * Groups come in no order; at most 1,000. Throws `field_unknown`, `filter_invalid`.
 */
export async function totals(work: Work, objectName: string, request: TotalsRequest): Promise<Total[]> {
  const object = readableObject(work, objectName);
  const group = request.group
    ? groupOf(work, object, request.group)
    : { key: sql`null::text`, title: undefined };
  const sums = (request.sum ?? "")
    .split(",")
    .filter(Boolean)
    .map((name) => summed(work, object, name));
  const found = new Map<string | null, { count: number; title?: string; sums: Record<string, Sum> }>();
  const asked = sums.length > 0 ? sums : [undefined];
  for (const [index, sum] of asked.entries()) {
    for (const row of await rowsOf(work, object, request, { group, sum })) {
      const total = found.get(row.key) ?? { count: 0, ...(row.title ? { title: row.title } : {}), sums: {} };
      found.set(row.key, total);
      if (index === 0) total.count += Number(row.count);
      if (sum) addSum(total.sums, sum, row);
    }
  }
  return [...found].map(([key, total]) => ({ group: key, ...total }));
}

type Sum = string | Record<string, string>;

interface GroupExpression {
  readonly key: RawBuilder<unknown>;
  /** Title of the linked record, picked once a group. */
  readonly title: ((key: RawBuilder<unknown>) => RawBuilder<unknown>) | undefined;
}

interface TotalRow {
  readonly key: string | null;
  readonly title: string | null;
  readonly count: string;
  readonly sum: string | null;
  readonly currency: string | null;
}

async function rowsOf(
  work: Work,
  object: CatalogueObject,
  request: TotalsRequest,
  asked: { group: GroupExpression; sum: FieldPath | undefined },
): Promise<TotalRow[]> {
  const { group, sum } = asked;
  const currency =
    sum?.field.type === "money" ? sql`${sql.ref(`t.${sum.column}_currency`)}` : sql`null::text`;
  const amount = sum ? sql`sum(${sql.ref(`t.${sum.column}`)})` : sql`null::numeric`;
  const { rows } =
    await sql<TotalRow>`select g.key, g.currency, g.count, g.sum, ${group.title?.(sql`g.key`) ?? sql`null`} as title
    from (select ${group.key} as key, ${currency} as currency, count(*) as count, ${amount} as sum
      from ${sql.table(object.table)} as t where ${questionCondition(work, object, "t", request)}
      group by 1, 2 order by 3 desc limit ${mostGroups}) as g`.execute(work.db);
  return rows;
}

function groupOf(work: Work, object: CatalogueObject, text: string): GroupExpression {
  const [path = "", unit] = text.split(":");
  const found = resolveFieldPath(work, object, path);
  const column = sql`${sql.ref(`t.${found.column}`)}`;
  if (found.hops.length > 0 || !found.column || found.compares === "keys")
    throw new AppError("field_unknown", { field: text });
  if (found.compares === "date" || found.compares === "date_time")
    return dateGroup(work, found, column, unit);
  if (unit !== undefined) throw new AppError("field_unknown", { field: text });
  const target = targetOf(work, found.field);
  if (!target) return { key: sql`${column}::text`, title: undefined };
  const visible = visibility(work, target, "l");
  // What may not be seen reads as no link, also as the head of a group.
  const key = visible
    ? sql`(select l.id from ${sql.table(target.table)} as l where ${conjunction([sql`l.id = ${column}`, visible])})::text`
    : sql`${column}::text`;
  const title = (id: RawBuilder<unknown>) =>
    sql`(select ${titleExpression(work, target, "l")} from ${sql.table(target.table)} as l
      where ${conjunction([sql`l.id = ${id}::uuid`, visible])})`;
  return { key, title };
}

function dateGroup(work: Work, path: FieldPath, column: RawBuilder<unknown>, unit = "day"): GroupExpression {
  const known = units.find((one) => one === unit);
  if (!known) throw new AppError("field_unknown", { field: `${path.name}:${unit}` });
  const local =
    path.compares === "date"
      ? sql`${column}::timestamp`
      : sql`(${column} at time zone ${work.actor.timeZone})`;
  return { key: sql`to_char(date_trunc(${known}, ${local}), 'YYYY-MM-DD')`, title: undefined };
}

function summed(work: Work, object: CatalogueObject, name: string): FieldPath {
  const path = resolveFieldPath(work, object, name);
  if (path.hops.length > 0 || path.part || !fieldType(path.field).summed)
    throw new AppError("field_unknown", { field: name });
  return path;
}

function addSum(sums: Record<string, Sum>, path: FieldPath, row: TotalRow): void {
  if (row.sum === null) return;
  if (path.field.type !== "money") sums[path.name] = row.sum;
  else if (row.currency)
    sums[path.name] = { ...(sums[path.name] as Record<string, string> | undefined), [row.currency]: row.sum };
}
