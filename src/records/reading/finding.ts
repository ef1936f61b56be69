import { type RawBuilder, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { grantOn } from "../contract/index.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import { visibleField } from "./field-path.ts";
import { isSearched, questionCondition } from "./rows-asked-for.ts";
import { faceOf, titleExpression } from "./title.ts";

/** A record that quick search found. */
export interface Found {
  readonly object: string;
  readonly id: string;
  readonly title: string;
  /** What tells it from others of the same title: an address of mail, a number. */
  readonly subtitle: string | null;
}

/**
 * Finds records of all objects that the actor may read by words in their searched fields, in Latin or Cyrillic
 * alike. Titles that begin with what was typed come first. `limit` counts each object.
 */
export async function find(work: Work, words: string, limit: number): Promise<Found[]> {
  const objects = [...work.catalogue.objects.values()].filter(
    (object) =>
      isSearched(object) && !faceOf(work, object) && grantOn(work.actor.rights, object.name).read !== "none",
  );
  if (objects.length === 0 || words.trim() === "") return [];
  const parts = objects.map((object) => sql`(${partOf(work, object, words, limit)})`);
  // Around all of them: where only one kind can be searched, its own order would stand beside this one.
  const { rows } = await sql<
    Found & { rank: number }
  >`select * from (${sql.join(parts, sql` union all `)}) as found
    order by rank, title`.execute(work.db);
  return rows.map(({ object, id, title, subtitle }) => ({ object, id, title, subtitle }));
}

function partOf(work: Work, object: CatalogueObject, words: string, limit: number): RawBuilder<unknown> {
  const title = titleExpression(work, object, "t");
  // Ids first: the trigram index picks, then the few are ranked.
  return sql`select ${object.name}::text as object, t.id, ${title} as title, ${subtitle(work, object)} as subtitle,
      case when search_fold(${title}) like search_fold(${words}) || '%' then 0 else 1 end as rank
    from (select * from ${sql.table(object.table)} as t where ${questionCondition(work, object, "t", { search: words })} limit 200) as t
    order by rank, title limit ${limit}`;
}

function subtitle(work: Work, object: CatalogueObject): RawBuilder<unknown> {
  const name = Object.entries(object.fields).find(
    ([field, { searched }]) => searched && field !== object.title && visibleField(work, object, field),
  )?.[0];
  const field = name === undefined ? undefined : object.fields[name];
  return field && name ? sql`${sql.ref(`t.${columnsOf(name, field)[0]?.name}`)}::text` : sql`null::text`;
}
