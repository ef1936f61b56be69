import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Locale } from "#kernel/locale";
import type { Runtime, Work } from "#records";
import { fittingArticles, wordsOf } from "../knowledge/fitting.ts";
import { serviceSettings } from "../settings/service-settings.ts";
import { pageOfArticle } from "./addresses.ts";

/** An article as everybody may read it. */
export interface PublicArticle {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly body: string;
  readonly language: Locale;
  readonly category: string | null;
  readonly publishedAt: string;
}

export type Listed = Pick<PublicArticle, "number" | "title" | "language"> & {
  readonly category?: string | null;
};

const mostListed = 500;
const mostFound = 30;
/** Letters of a stranger that are looked at. */
const longestQuestion = 500;

/** What everybody may read: public when it was published, and still. The article stands under `a`, its current version under `v`. */
const isPublic: RawBuilder<SqlBool> = sql<SqlBool>`v.current and v.audience = 'public' and a.audience = 'public'
  and a.state = 'published' and a.archived_at is null`;
const published = sql`article_versions v join articles a on a.id = v.article_id
  left join article_categories c on c.id = a.category_id and c.archived_at is null`;

export async function publicArticle(work: Work, number: string): Promise<PublicArticle | null> {
  const { rows } = await sql<PublicArticle>`
    select a.id, a.number, v.title, coalesce(v.body, '') as body, a.language, c.name as category,
      to_char(v.published_at at time zone (select time_zone from organisation), 'YYYY-MM-DD') as "publishedAt"
    from ${published} where ${isPublic} and a.number = ${number}::bigint`.execute(work.db);
  return rows[0] ?? null;
}

/** All of a language by categories, those without one last. */
export async function publicArticles(work: Work, language: Locale): Promise<readonly Listed[]> {
  const { rows } = await sql<Listed>`
    select a.number, v.title, a.language, c.name as category from ${published} where ${isPublic} and a.language = ${language}
    order by c.position nulls last, c.name, v.title, a.id limit ${mostListed}`.execute(work.db);
  return rows;
}

/** The same article in all languages that it has, its own among them. */
export async function inAllLanguages(work: Work, id: string): Promise<readonly Listed[]> {
  const { rows } = await sql<Listed>`
    select distinct on (a.language) a.number, v.title, a.language from ${published}
    where ${isPublic} and coalesce(a.translation_of_id, a.id) = (select coalesce(translation_of_id, id) from articles where id = ${id})
    order by a.language, a.id = ${id} desc, a.id`.execute(work.db);
  return rows;
}

/** The languages in which there is something to read. */
export async function publicLanguages(work: Work): Promise<readonly Locale[]> {
  const { rows } = await sql<{ language: Locale }>`
    select a.language from ${published} where ${isPublic} group by 1 order by 1`.execute(work.db);
  return rows.map(({ language }) => language);
}

export function publicArticlesOn(
  work: Work,
  asked: { readonly words: string; readonly language: Locale },
): Promise<readonly Listed[]> {
  const where = sql<SqlBool>`${isPublic} and a.language = ${asked.language}`;
  return onWords(work, { ...asked, where, limit: mostFound });
}

interface Question {
  readonly words: string;
  readonly language: Locale;
  readonly limit: number;
}

/** The public articles that may answer what somebody types who is not one of us, those in their language first; none while the public pages are off. */
export function articlesForVisitors(
  runtime: Runtime,
  asked: Question,
): Promise<readonly { readonly title: string; readonly address: string }[]> {
  return runtime.runAsSystem(async (work) => {
    const { help } = await serviceSettings(work);
    const found = help ? await onWords(work, { ...asked, where: isPublic }) : [];
    return found.map((article) => ({
      title: article.title,
      address: pageOfArticle(runtime.settings.baseUrl, article),
    }));
  });
}

function onWords(
  work: Work,
  { words, language, limit, where }: Question & { readonly where: RawBuilder<SqlBool> },
): Promise<readonly Listed[]> {
  const looked = wordsOf(words.slice(0, longestQuestion), 2);
  return fittingArticles(work, { words: looked, where, body: sql<null>`null`, language, limit });
}
