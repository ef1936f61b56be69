import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Locale } from "#kernel/locale";
import type { Work } from "#records";

/** So many of the words are looked for, the longest first: short ones say little. */
const mostWords = 30;
/** What fits less than this part of the best is left away: it has the same small words. */
const leastPart = 0.3;

/** Which published articles are looked through, and for what; the article stands under `a`, its version under `v`. */
export interface Looking {
  readonly words: readonly string[];
  readonly where: RawBuilder<SqlBool>;
  /** What is read of it. */
  readonly title?: RawBuilder<string>;
  readonly body?: RawBuilder<string | null>;
  /** The language that comes first. */
  readonly language: Locale;
  readonly limit: number;
}

export interface Fitting {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly body: string | null;
  readonly language: Locale;
  readonly audience: "internal" | "public";
}

/**
 * The published articles that fit best. A word counts the more the fewer articles have it, and more in a title than in a text;
 * of long words their end is left away, so that other forms of them are met.
 */
export async function fittingArticles(
  work: Work,
  { words, where, title = sql<string>`v.title`, body = sql<string>`v.body`, language, limit }: Looking,
): Promise<readonly Fitting[]> {
  if (words.length === 0) return [];
  const { rows } = await sql<Fitting>`
    with asked as (
      select to_tsquery('simple', word || ':*') as query from unnest(${words.slice(0, mostWords)}::text[]) as words (word)),
    hits as (
      select v.id, a.language, ts_rank('{0.2, 0.2, 0.6, 1.0}', v.words, asked.query) as rank,
        count(*) over (partition by asked.query::text) as many
      from asked join article_versions v on v.words @@ asked.query and v.current join articles a on a.id = v.article_id
      where a.state = 'published' and a.archived_at is null and ${where}),
    published as (select count(*)::float as all from article_versions where current),
    scored as (
      select id, language, sum(rank * ln(1 + published.all / many)) as score from hits, published group by id, language),
    best as (
      select id, score * case when language = ${language} then 1.2 else 1 end as score from scored
      where score >= ${leastPart}::float * (select max(score) from scored) order by 2 desc, 1 limit ${limit})
    select a.id, a.number, ${title} as title, ${body} as body, a.language, v.audience
    from best join article_versions v on v.id = best.id join articles a on a.id = v.article_id
    order by best.score desc, best.id`.execute(work.db);
  return rows;
}

/** The words to look for, of `shortest` letters or more. Letters and digits alone: nothing of the grammar of a query is left. */
export function wordsOf(text: string, shortest: number): string[] {
  const words = new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
      .filter((word) => word.length >= shortest)
      .map((word) => (word.length > 5 ? word.slice(0, Math.max(4, word.length - 2)) : word).slice(0, 40)),
  );
  return [...words].sort((left, right) => right.length - left.length).slice(0, mostWords);
}
