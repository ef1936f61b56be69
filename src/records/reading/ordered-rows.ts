import { type RawBuilder, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import type { Work } from "../work.ts";
import type { Cursor } from "./cursor.ts";
import { place } from "./kept-queries.ts";
import { asksByWords, type Question, questionCondition } from "./rows-asked-for.ts";
import { afterCursor, orderBy, type SortKey } from "./sorting.ts";
import { conjunction } from "./visibility.ts";

/** A piece of an order. */
export interface Cut {
  readonly keys: readonly SortKey[];
  /** The keys of the row after which the piece begins; those that are not null have places `k0`, `k1`... */
  readonly after: Cursor["values"] | undefined;
}

interface AskedCut extends Cut {
  /** `limit` rows are wanted, and one more, which tells whether there are any further. */
  readonly asked: Question & { readonly limit?: number };
}

/** The rows of a question in an order, as far as they are wanted: whole, with their keys as `k0`, `k1`... */
export function orderedRows(
  work: Work,
  object: CatalogueObject,
  alias: string,
  cut: AskedCut,
): RawBuilder<unknown> {
  const { keys, asked } = cut;
  const row = sql.ref(alias);
  const names = keys.map((_, index) => sql`${sql.ref(`k${index}`)}`);
  const named = keys.map(({ expression }, index) => sql`${expression} as ${names[index]}`);
  const order = sql`order by ${orderBy(keys.map((key, index) => ({ ...key, expression: names[index] ?? key.expression })))}`;
  const rows = (columns: RawBuilder<unknown>) => sql`select ${columns}, ${sql.join(named)}
    from ${rowsFrom(work, object, alias, cut)} ${order} limit ${(asked.limit ?? 50) + 1}`;
  if (keys.every(({ joins }) => joins.length === 0)) return rows(sql`${row}.*`);
  // Two million whole rows would go over the disk on their way through a join; their ids and keys need not.
  return sql`select ${row}.*, ${sql.join(names)}
    from (${rows(sql`${row}.id`)}) as cut join ${sql.table(object.table)} as ${row} on ${row}.id = cut.id ${order}`;
}

function rowsFrom(work: Work, object: CatalogueObject, alias: string, cut: AskedCut): RawBuilder<unknown> {
  const { keys, after, asked } = cut;
  const rows = sql`${sql.table(object.table)} as ${sql.ref(alias)}`;
  const joined = new Map(keys.flatMap(({ joins }) => joins.map((one) => [one.alias, one.join])));
  const joins = sql.join([...joined.values()], sql` `);
  const isAsked = questionCondition(work, object, alias, asked);
  const isFurther =
    after &&
    afterCursor(
      keys,
      after.map((value, index) => (value === null ? null : place(`k${index}`))),
    );
  // With words to find, the rows are picked first: beside an `order by name limit 50` the planner would walk the
  // index of names for seconds instead of asking that of words.
  return asksByWords(object, asked.search)
    ? sql`(select * from ${rows} where ${isAsked} offset 0) as ${sql.ref(alias)} ${joins}
        where ${conjunction([isFurther])}`
    : sql`${rows} ${joins} where ${conjunction([isAsked, isFurther])}`;
}
