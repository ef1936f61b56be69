import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { whereSeen } from "../reading/field-sight.ts";
import { conjunction, visibility } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import {
  type AskedQueries,
  asValues,
  everywhere,
  nameOf,
  type QueryText,
  repeatedName,
} from "./asked-queries.ts";
import { repeatedConditions } from "./repeated-words.ts";
import { identifyingColumn, identifyingObjects, placesOf, type SearchPlace } from "./search-places.ts";
import type { Matching } from "./search-query.ts";

/** What is asked of the rows of an object that stand in a query under `alias`. */
export interface Looking {
  readonly work: Work;
  readonly object: CatalogueObject;
  readonly alias: string;
  readonly asked: AskedQueries;
  /** Its values, unless told. */
  readonly text?: QueryText;
  /** Some rows are looked through one after the other: nothing is looked up that costs more than they do. */
  readonly rowByRow?: true;
}

/** The condition under which the words stand in `search_words`, the column of most searched fields. */
export function quickCondition(looking: Looking, matching: Matching = "begins"): RawBuilder<SqlBool> {
  const { object } = looking;
  const together = placesOf(looking.work, object).filter(({ own }) => !own);
  return together.length > 0 ? inWords(looking, together, nameOf(object, matching)) : never;
}

/** The condition under which they stand in any searched field. */
export function wordsCondition(looking: Looking, matching: Matching = "begins"): RawBuilder<SqlBool> {
  const alone = placesOf(looking.work, looking.object).filter(({ own }) => own);
  if (alone.length === 0) {
    const { object } = looking;
    return anyOf([quickCondition(looking, matching), ...inRepeated(looking, nameOf(object, matching))]);
  }
  const { shape } = looking.asked;
  return anyOf(
    shape.flatMap(({ words, phones }, at) => [
      ...(words > 0
        ? [
            conjunction(
              Array.from({ length: words }, (_, word) => somewhere(looking, alone, [matching, at, word])),
            ),
          ]
        : []),
      ...Array.from({ length: phones }, (_, number) => somewhere(looking, alone, ["phone", at, number])),
    ]),
  );
}

/**
 * As `wordsCondition`, or the words stand in a record that identifies the row: another address of a party is a way to
 * the party. Who finds by these must be able to see them too.
 */
export function foundCondition(looking: Looking): RawBuilder<SqlBool> {
  const own = wordsCondition(looking);
  const ways = identifyingObjects(looking.work, looking.object).map(
    (other) => sql<SqlBool>`${sql.ref(`${looking.alias}.id`)} = any(${identifiedBy(looking, other)})`,
  );
  return ways.length > 0 ? anyOf([own, ...ways]) : own;
}

// A list made once for the statement, so that it can be looked up by an index instead of row by row.
function identifiedBy(looking: Looking, other: CatalogueObject): RawBuilder<unknown> {
  const { work, object } = looking;
  const places = placesOf(work, other);
  if (places.length === 0) return sql`'{}'::uuid[]`;
  const found = inWords({ ...looking, object: other, alias: "w" }, places, nameOf(object, other.name));
  return sql`array(select w.${sql.ref(identifyingColumn(other))} from ${sql.table(other.table)} as w
    where ${conjunction([found, sql`w.archived_at is null`, visibility(work, other, "w")])}
    limit 500)`;
}

function somewhere(
  looking: Looking,
  alone: readonly SearchPlace[],
  parts: readonly (string | number)[],
): RawBuilder<SqlBool> {
  const { work, object, alias } = looking;
  const together = placesOf(work, object).filter(({ own }) => !own);
  const name = nameOf(object, ...parts, "together");
  return anyOf([
    inWords(looking, together, name),
    ...inRepeated(looking, name),
    ...alone.map((place) =>
      conjunction([
        matched(wordsOf(place, alias), textOf(looking)(nameOf(object, ...parts, place.field))),
        whereSeen(work, { object, name: place.field, alias }),
      ]),
    ),
  ]);
}

/**
 * The condition under which the words that a query asks for stand in the column of words of the rows. In what the actor sees on some
 * records only, it is looked on these alone.
 */
function inWords(looking: Looking, places: readonly SearchPlace[], name: string): RawBuilder<SqlBool> {
  const { work, object, alias } = looking;
  const text = textOf(looking);
  const words = sql.ref(`${alias}.search_words`);
  const inPart = places.filter((place) => place.inPart);
  if (inPart.length === 0) return matched(words, text(name));
  const seen = inPart.map(({ field }) => whereSeen(work, { object, name: field, alias }));
  return anyOf([matched(words, text(everywhere(name))), conjunction([matched(words, text(name)), ...seen])]);
}

function inRepeated(looking: Looking, name: string): RawBuilder<SqlBool>[] {
  const text = textOf(looking);
  return repeatedConditions(looking, (words, kind) => matched(words, text(repeatedName(name, kind))));
}

// As the index on the field says it: `customising/tables.ts`.
function wordsOf({ kind, column }: SearchPlace, alias: string): RawBuilder<unknown> {
  const value = sql.ref(`${alias}.${column}`);
  return kind === "phone" ? sql`search_phone('x', ${value})` : sql`search_words('x', ${value})`;
}

// Behind a `select` the planner knows nothing of the query. Of what it knows it would make that so many are found that
// reading the whole table is quicker, and is wrong with beginnings of words: 330 ms instead of 1.
function matched(words: RawBuilder<unknown>, query: RawBuilder<string>): RawBuilder<SqlBool> {
  return sql<SqlBool>`${words} @@ (select ${query}::tsquery)`;
}

function textOf({ text, asked }: Looking): QueryText {
  return text ?? asValues(asked);
}

const never = sql<SqlBool>`false`;

function anyOf(conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> {
  return conditions.length > 0 ? sql<SqlBool>`(${sql.join(conditions, sql` or `)})` : never;
}
