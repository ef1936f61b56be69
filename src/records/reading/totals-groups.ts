import { type RawBuilder, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import type { Work } from "../work.ts";
import { acrossLinks, leadsToMany } from "./across-links.ts";
import { type FieldPath, resolveFieldPath, targetOf } from "./field-path.ts";
import { titleExpression } from "./title.ts";
import { conjunction, visibility } from "./visibility.ts";

/** What rows are put together by. */
export interface Group {
  readonly key: RawBuilder<unknown>;
  /** Title of the linked record, picked once a group. */
  readonly title: ((key: RawBuilder<unknown>) => RawBuilder<unknown>) | undefined;
}

const units = ["day", "week", "month", "quarter", "year"] as const;

/**
 * Reads `stage`, `company.industry` or `closed_on:month` as a group of the rows under `alias`. Throws `field_unknown`,
 * also for a field with several values and for links to several records.
 */
export function groupOf(work: Work, object: CatalogueObject, alias: string, text: string): Group {
  const [path = "", unit, ...rest] = text.split(":");
  const found = resolveFieldPath(work, object, path);
  const dated = found.compares === "date" || found.compares === "date_time";
  const { value } = found;
  if (
    !value ||
    found.compares === "keys" ||
    leadsToMany(found) ||
    rest.length > 0 ||
    (unit !== undefined && !dated)
  )
    throw new AppError("field_unknown", { field: text });
  const at = (key: (column: RawBuilder<unknown>) => RawBuilder<unknown>) =>
    acrossLinks(work, found.hops, alias, (last) => key(value(last)));
  if (dated) return { key: at((column) => firstDay(work, found, column, unit)), title: undefined };
  const target = targetOf(work, found.field);
  if (target && found.compares === "id") return linkGroup(work, target, at);
  // A filter takes an empty yes-or-no for a no, and so does a group.
  if (found.compares === "boolean")
    return { key: at((column) => sql`coalesce(${column}, false)::text`), title: undefined };
  return { key: at((column) => sql`${column}::text`), title: undefined };
}

// What may not be seen reads as no link, also as the head of a group.
function linkGroup(
  work: Work,
  target: CatalogueObject,
  at: (key: (column: RawBuilder<unknown>) => RawBuilder<unknown>) => RawBuilder<unknown>,
): Group {
  const visible = visibility(work, target, "l");
  const from = sql`from ${sql.table(target.table)} as l`;
  return {
    key: at((column) =>
      visible
        ? sql`(select l.id ${from} where ${conjunction([sql`l.id = ${column}`, visible])})::text`
        : sql`${column}::text`,
    ),
    title: (id) =>
      sql`(select ${titleExpression(work, target, "l")} ${from}
        where ${conjunction([sql`l.id = ${id}::uuid`, visible])})`,
  };
}

function firstDay(
  work: Work,
  path: FieldPath,
  column: RawBuilder<unknown>,
  unit = "day",
): RawBuilder<unknown> {
  const known = units.find((one) => one === unit);
  if (!known) throw new AppError("field_unknown", { field: `${path.name}:${unit}` });
  const local =
    path.compares === "date"
      ? sql`${column}::timestamp`
      : sql`(${column} at time zone ${work.actor.timeZone})`;
  return sql`to_char(date_trunc(${known}, ${local}), 'YYYY-MM-DD')`;
}
