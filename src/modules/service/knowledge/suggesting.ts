import { sql } from "kysely";
import type { QueryOf } from "#kernel/action";
import { get, visibleWhere, type Work } from "#records";
import type { Suggestion, suggestArticles as suggestAction } from "../contract/articles.ts";

/** So many of the words are looked for, the longest first: short ones say little. */
const mostWords = 30;
const shortestWord = 4;
/** What fits less than this part of the best is left away: it has the same small words. */
const leastPart = 0.3;

/**
 * The published articles that fit best. A word counts the more the fewer articles have it, and more in a title than in a text;
 * of long words their end is left away, so that other forms of them are met.
 */
export async function suggestArticles(
  work: Work,
  { ticket, conversation, words, limit }: QueryOf<typeof suggestAction>,
): Promise<{ data: Suggestion[] }> {
  const said = [
    words ?? "",
    ticket ? await textOfTicket(work, ticket) : "",
    conversation ? await textOfConversation(work, conversation) : "",
  ].join(" ");
  const looked = wordsOf(said);
  if (looked.length === 0) return { data: [] };
  const { rows } = await sql<Suggestion>`
    with asked as (select to_tsquery('simple', word || ':*') as query from unnest(${looked}::text[]) as words (word)),
    seen as (
      select v.article_id, v.title, v.body, v.words, a.language, a.audience from article_versions v join articles a on a.id = v.article_id
      where v.current and a.state = 'published' and a.archived_at is null and ${visibleWhere(work, "article", "a")}),
    hits as (
      select s.article_id, ts_rank('{0.2, 0.2, 0.6, 1.0}', s.words, asked.query) as rank,
        count(*) over (partition by asked.query::text) as many
      from asked join seen s on s.words @@ asked.query),
    scored as (
      select article_id, sum(rank * ln(1 + (select count(*) from seen)::float / many)) as score from hits group by article_id)
    select s.article_id as id, s.title, s.body, s.language, s.audience from scored join seen s using (article_id)
    where scored.score >= ${leastPart}::float * (select max(score) from scored)
    order by scored.score * case when s.language = ${work.actor.locale} then 1.2 else 1 end desc, s.article_id limit ${limit}`.execute(
    work.db,
  );
  return { data: rows };
}

/** Letters and digits alone: nothing of the grammar of a query is left. */
function wordsOf(text: string): string[] {
  const words = new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
      .filter((word) => word.length >= shortestWord)
      .map((word) => (word.length > 5 ? word.slice(0, Math.max(4, word.length - 2)) : word).slice(0, 40)),
  );
  return [...words].sort((left, right) => right.length - left.length).slice(0, mostWords);
}

async function textOfTicket(work: Work, id: string): Promise<string> {
  const { subject, description } = await get(work, "ticket", id);
  return `${String(subject ?? "")} ${String(description ?? "").slice(0, 5000)}`;
}

/** Its subject and what they wrote last. */
async function textOfConversation(work: Work, id: string): Promise<string> {
  const { subject } = await get(work, "conversation", id);
  const { rows } = await sql<{ body: string | null }>`
    select left(case when own_length is null then body else left(body, own_length) end, 5000) as body from messages
    where conversation_id = ${id} and direction = 'in' and archived_at is null order by at desc, id desc limit 1`.execute(
    work.db,
  );
  return `${String(subject ?? "")} ${rows[0]?.body ?? ""}`;
}
