import { sql } from "kysely";
import { businessDay, type Work } from "#records";
import { numberText } from "../contract/numbering.ts";

interface Wanted {
  readonly series: string;
  readonly count: number;
  /**
   * Table of the documents. A number that one of them bears already is passed over: imported ones brought their own, and a
   * series that is written another way may come to what was given before.
   */
  readonly table: string;
}

/**
 * The next number of a series, which the unit that issues a document gives it. The series is locked until that unit
 * commits: numbers have no gaps, and what is undone gives its number back. Throws where there is no such series.
 */
export async function nextNumber(work: Work, of: Pick<Wanted, "series" | "table">): Promise<string> {
  const [number = ""] = await nextNumbers(work, { ...of, count: 1 });
  return number;
}

/** As many numbers as are wanted, in order, without those that are taken. */
export async function nextNumbers(work: Work, { series, count, table }: Wanted): Promise<string[]> {
  const numbers: string[] = [];
  while (numbers.length < count) {
    const asked = await takeOrdinals(work, series, count - numbers.length);
    const known = new Set(await taken(work, table, asked));
    numbers.push(...asked.filter((number) => !known.has(number)));
  }
  return numbers;
}

/** The year of the business day, which numbers that begin anew each year go by. */
export function yearOf(work: Work): number {
  return Number(businessDay(work).slice(0, 4));
}

async function takeOrdinals(work: Work, series: string, count: number): Promise<string[]> {
  const year = yearOf(work);
  const { rows } = await sql<{ prefix: string; digits: number; last: string }>`
    with series as (select id, prefix, digits, case when yearly then ${year}::integer else 0 end as year
      from number_series where key = ${series} and archived_at is null),
    counted as (
      insert into number_counters as c (series_id, year, last) select id, year, ${count}::bigint from series
      on conflict (series_id, year) do update set last = c.last + excluded.last returning last)
    select coalesce(prefix, '') as prefix, digits, last from series, counted`.execute(work.db);
  const [row] = rows;
  if (!row) throw new Error(`There is no series of numbers for ${series}`);
  const first = Number(row.last) - count + 1;
  return Array.from({ length: count }, (_, index) => numberText(row, year, first + index));
}

async function taken(work: Work, table: string, numbers: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    select number from ${sql.table(table)} where number = any(${numbers}::text[])`.execute(work.db);
  return rows.map(({ number }) => number);
}
