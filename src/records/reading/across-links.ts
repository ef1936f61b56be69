import { type RawBuilder, sql } from "kysely";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import type { FieldPlace, Hop } from "./field-place.ts";
import { under } from "./row-alias.ts";
import { conjunction, visibility } from "./visibility.ts";

/**
 * What `atEnd` says of the record behind the links `hops`, which start from the row under `alias`; null where there is
 * none or the actor may not see one on the way.
 */
export function acrossLinks(
  work: Work,
  hops: readonly Hop[],
  alias: string,
  atEnd: (alias: string) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const [hop, ...further] = hops;
  if (!hop) return atEnd(alias);
  const linked = under(alias, "s");
  const column = columnsOf(hop.name, hop.field)[0]?.name;
  const where = conjunction([
    sql`${sql.ref(`${linked}.id`)} = ${sql.ref(`${alias}.${column}`)}`,
    visibility(work, hop.to, linked),
  ]);
  return sql`(select ${acrossLinks(work, further, linked, atEnd)}
    from ${sql.table(hop.to.table)} as ${sql.ref(linked)} where ${where})`;
}

/** Whether the path goes through links to several records, so that there is no one value at its end. */
export function leadsToMany(path: FieldPlace): boolean {
  return path.hops.some((hop) => hop.field.type === "links");
}
