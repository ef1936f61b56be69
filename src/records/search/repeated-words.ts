import { type RawBuilder, type SqlBool, sql } from "kysely";
import { identifyingColumn, repeatedPlaces } from "./search-places.ts";
import type { Looking } from "./words-condition.ts";

type HasWords = (words: RawBuilder<unknown>, kind: string) => RawBuilder<SqlBool>;

/**
 * The conditions under which words stand in what rows repeat of the record that they identify: a main address is found by the words of
 * its party. One a kind; `hasWords` says of the words of the other record whether they are those asked for.
 */
export function repeatedConditions(looking: Looking, hasWords: HasWords): RawBuilder<SqlBool>[] {
  const { work, object, alias, rowByRow } = looking;
  return repeatedPlaces(work, object)
    .filter(({ places }) => places.length > 0)
    .map(({ kind }) => {
      const there = hasWords(sql.ref("of.search_words"), kind);
      return rowByRow
        ? ofRow(looking, kind, there)
        : sql<SqlBool>`${sql.ref(`${alias}.id`)} = any(array(
        select w.id from ${other(looking)} join ${sql.table(object.table)} as w on ${pointsTo(looking, "w")}
        where ${there} and ${repeats(looking, "w", kind)}))`;
    });
}

function ofRow(looking: Looking, kind: string, there: RawBuilder<SqlBool>): RawBuilder<SqlBool> {
  const { alias } = looking;
  return sql<SqlBool>`(${repeats(looking, alias, kind)}
    and exists (select from ${other(looking)} where ${pointsTo(looking, alias)} and ${there}))`;
}

function other({ work, object }: Looking): RawBuilder<unknown> {
  const link = object.fields[object.identifies ?? ""];
  const { table } = link?.type === "link" ? work.catalogue.object(link.to) : object;
  return sql`${sql.table(table)} as "of"`;
}

function pointsTo({ object }: Looking, alias: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`"of".id = ${sql.ref(`${alias}.${identifyingColumn(object)}`)}`;
}

function repeats({ object }: Looking, alias: string, kind: string): RawBuilder<SqlBool> {
  const { wordsRepeated = "", repeats: { column } = { column: "" } } = object;
  return sql<SqlBool>`${sql.ref(`${alias}.${wordsRepeated}`)} and ${sql.ref(`${alias}.archived_at`)} is null
    and ${sql.ref(`${alias}.${column}`)} = ${kind}`;
}
