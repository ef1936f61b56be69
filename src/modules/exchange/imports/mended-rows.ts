import { locales } from "#kernel/locale";
import type { Work } from "#records";
import { sql } from "kysely";
import type { Mapping } from "../contract/imports.ts";
import { headingsOf } from "./details.ts";
import type { StoredImport } from "./stored-import.ts";
import { mapLike } from "./templates.ts";
import { titlesIn } from "./titles.ts";

/**
 * Maps a file of failed rows that was mended as the import was from which it came: all of its rows are odd ones, from which nothing could be
 * told anew, and whoever mended them has said once already what goes where. Answers whether it is one.
 */
export async function mapAsBefore(work: Work, stored: StoredImport): Promise<boolean> {
  const headings = headingsOf(stored);
  const reasons = locales.map((locale) => titlesIn(work.catalogue, locale).text("exchange", "reason"));
  if (!reasons.includes(headings.at(-1))) return false;
  const before = headings.slice(0, -1);
  const { rows } = await sql<{ object: string; mapping: Mapping }>`select object, mapping from imports
    where created_by = ${work.actor.userId}::uuid and failed > 0 and mapping is not null
      and ${JSON.stringify(before)}::jsonb = (
        select jsonb_agg(coalesce(nullif(c.value ->> 'name', ''), '#' || c.ordinality) order by c.ordinality)
        from jsonb_array_elements(survey -> 'columns') with ordinality as c)
    order by created_at desc limit 1`.execute(work.db);
  const [from] = rows;
  if (!from || !work.catalogue.objects.has(from.object)) return false;
  // What was decided row by row is of the rows as they were numbered then.
  const { decisions: _of, ...mapping } = from.mapping;
  await mapLike(work, stored, { object: from.object, headings: before, mapping });
  return true;
}
