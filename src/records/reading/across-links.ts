import { type RawBuilder, type SqlBool, sql } from "kysely";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import { faceCondition } from "./face.ts";
import type { FieldPlace, Hop } from "./field-place.ts";
import { whereSeen } from "./field-sight.ts";
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
  return sql`(select ${acrossLinks(work, further, linked, atEnd)}
    from ${sql.table(hop.to.table)} as ${sql.ref(linked)} where ${leads(work, hop, alias, linked)})`;
}

/** A link as a join, which adds no row and takes none away. */
export interface LinkJoin {
  /** Under which the linked record stands; all null where there is none or the actor may not see one on the way. */
  readonly alias: string;
  readonly join: RawBuilder<unknown>;
}

/**
 * The links `hops` from the row under `alias` one after another, as joins: where every row is asked what is behind a link,
 * PostgreSQL reads the linked table once, and not a million times one row of it.
 */
export function joinsAcross(work: Work, hops: readonly Hop[], alias: string): readonly LinkJoin[] {
  const [hop, ...further] = hops;
  if (!hop) return [];
  const linked = under(alias, hop.name);
  // A link to a company leads to no person: of a table of both, the smaller part is read.
  const on = conjunction([leads(work, hop, alias, linked), faceCondition(hop.to, linked)]);
  const join = sql`left join ${sql.table(hop.to.table)} as ${sql.ref(linked)} on ${on}`;
  return [{ alias: linked, join }, ...joinsAcross(work, further, linked)];
}

function leads(work: Work, hop: Hop, from: string, to: string): RawBuilder<SqlBool> {
  const column = columnsOf(hop.name, hop.field)[0]?.name;
  return conjunction([
    sql`${sql.ref(`${to}.id`)} = ${sql.ref(`${from}.${column}`)}`,
    visibility(work, hop.to, to),
    whereSeen(work, { object: hop.from, name: hop.name, alias: from }),
  ]);
}

/** Whether the path goes through links to several records, so that there is no one value at its end. */
export function leadsToMany(path: FieldPlace): boolean {
  return path.hops.some((hop) => hop.field.type === "links");
}

/** Whether the row under `from` links to one that the actor may see and of which, under `to`, `next` holds. */
export function existsAcross(
  work: Work,
  { from: object, field, name, to: target }: Hop,
  { from, to }: { readonly from: string; readonly to: string },
  next: RawBuilder<SqlBool>,
): RawBuilder<SqlBool> {
  const where = conjunction([
    visibility(work, target, to),
    whereSeen(work, { object, name, alias: from }),
    next,
  ]);
  const rows = sql`${sql.table(target.table)} as ${sql.ref(to)}`;
  if (field.type === "links") {
    const between = under(to, "b");
    return sql`exists (select 1 from ${sql.table(field.through)} as ${sql.ref(between)}
      join ${rows} on ${sql.ref(`${to}.id`)} = ${sql.ref(`${between}.${field.toColumn}`)}
      where ${sql.ref(`${between}.${field.from}`)} = ${sql.ref(`${from}.id`)} and ${where})`;
  }
  const column = columnsOf(name, field)[0]?.name;
  return sql`exists (select 1 from ${rows}
    where ${sql.ref(`${to}.id`)} = ${sql.ref(`${from}.${column}`)} and ${where})`;
}
