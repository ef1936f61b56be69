import { type CatalogueObject, foldedText, shown, visibleWhere, type Work } from "#records";
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
  // No order and no limit: with these the planner may walk all records in that order instead of asking the index.
  const { rows } = await sql<{ id: string; text: string }>`
    select t.id, ${foldedText(column)} as text from ${sql.table(object.table)} as t
    where ${foldedText(column)} = any(${texts}::text[]) and t.archived_at is null and ${visibleWhere(work, object.name, "t")}
      and ${shown(work, [object.name, field, "t"], column)} is not null`.execute(work.db);
  return rows;
}
