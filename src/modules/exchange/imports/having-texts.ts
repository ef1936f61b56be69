import { type CatalogueObject, foldedText, plannedAnew, shown, visibleWhere, type Work } from "#records";
import { sql } from "kysely";

/**
 * The records that have one of the `texts`, all in lower case, in a field of text, as far as the actor may see it: `text` is
 * what they have, in lower case.
 */
export async function havingTexts(
  work: Work,
  object: CatalogueObject,
  field: string,
  texts: readonly string[],
): Promise<{ readonly id: string; readonly text: string }[]> {
  if (texts.length === 0) return [];
  const column = sql`${sql.ref(`t.${field}`)}::text`;
  const asked = [...new Set(texts)].sort();
  // Text by text, and what is in use only then, as the offset keeps it: while nothing is known of a table that grows the planner takes nearly
  // all of it for archived, and reads the index of what is in use from end to end. Planned for the table as it is now: a plan that was made when
  // it had a page would be kept. No order and no limit: with these all records may be walked in that order.
  const { rows } = await plannedAnew(sql<{ id: string; text: string }>`
    select t.id, asked.text from unnest(${asked}::text[]) as asked(text) cross join lateral (
      select t.* from ${sql.table(object.table)} as t where ${foldedText(column)} = asked.text offset 0) as t
    where t.archived_at is null and ${visibleWhere(work, object.name, "t")}
      and ${shown(work, [object.name, field, "t"], column)} is not null`).execute(work.db);
  return rows;
}
