import { type RawBuilder, sql } from "kysely";
import type { Work } from "#records";

const mostRows = 200;
const usualDays = 30;

/** By what a report is broken down: the key of a part, read from a row, its title and its place, both of a row `g` of parts. */
export interface Grouping {
  readonly key: RawBuilder<unknown>;
  readonly title: RawBuilder<unknown>;
  readonly order: RawBuilder<unknown>;
}

interface Question<Figures> extends Omit<Grouping, "key"> {
  /** Begins with `with`; its last part is `grouped`: key, `grouping(key)` as total, and the figures, by key and of the whole. */
  readonly grouped: RawBuilder<unknown>;
  /** The figures where there is nothing to count. */
  readonly none: Figures;
}

type Part<Figures> = Figures & { readonly key: string | null; readonly title: string | null };

/** Reads the whole and its parts at once, 200 parts at most; `left` are those beyond. */
export async function wholeAndParts<Figures extends object>(
  work: Work,
  { grouped, title, order, none }: Question<Figures>,
): Promise<{ total: Figures; parts: Part<Figures>[]; left: number }> {
  const { rows } = await sql<Part<Figures> & { readonly total: number; readonly parts: string }>`
    ${grouped} select g.*, ${title} as title, count(*) over () - 1 as parts
    from grouped g order by g.total desc, ${order} limit ${mostRows + 1}`.execute(work.db);
  const [whole, ...parts] = rows.map(({ parts: _parts, total: _total, ...row }) => row as Part<Figures>);
  const { key: _key, title: _title, ...total } = whole ?? { ...none, key: null, title: null };
  return { total: total as Figures, parts, left: Number(rows[0]?.parts ?? 0) - parts.length };
}

interface Days {
  readonly from: string;
  readonly to: string;
}

/** The days that a report is asked for: thirty up to `today` unless it is told. */
export function daysOf({ from, to }: Partial<Record<keyof Days, string | undefined>>, today: string): Days {
  const last = to ?? today;
  return { from: from ?? daysBefore(last, usualDays - 1), to: last };
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
