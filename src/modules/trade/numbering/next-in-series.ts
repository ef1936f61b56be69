import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { get, note, visibleWhere, type Work } from "#records";
import type { readNextNumbers } from "../contract/numbering.ts";
import { yearOf } from "./next-number.ts";

/** What each series gives next. */
export async function nextInEach(work: Work): Promise<OutputOf<typeof readNextNumbers>> {
  const { rows } = await sql<{ series: string; next: string }>`
    select s.id as series, coalesce(c.last, 0) + 1 as next from number_series s
    left join number_counters c on c.series_id = s.id
      and c.year = case when s.yearly then ${yearOf(work)}::integer else 0 end
    where s.archived_at is null and ${visibleWhere(work, "number_series", "s")} order by s.key`.execute(
    work.db,
  );
  return { data: rows.map(({ series, next }) => ({ series, next: Number(next) })) };
}

/**
 * Lets a series go on from where another system stopped. Numbers only go up: below are those that were given. Throws
 * `number_gone_by`.
 */
export async function goOnFrom(work: Work, id: string, next: number): Promise<void> {
  const series = await get(work, "number_series", id);
  const year = series["yearly"] === true ? yearOf(work) : 0;
  const { rows } = await sql<{ last: string }>`
    select last from number_counters where series_id = ${id} and year = ${year} for update`.execute(work.db);
  const last = Number(rows[0]?.last ?? 0);
  if (next <= last) throw new AppError("number_gone_by", { field: "next", params: { next: last + 1 } });
  if (next === last + 1) return;
  await sql`insert into number_counters as c (series_id, year, last) values (${id}, ${year}, ${next - 1})
    on conflict (series_id, year) do update set last = greatest(c.last, excluded.last)`.execute(work.db);
  await note(work, { kind: "next_number_set", object: "number_series", record: id, details: { next } });
}
