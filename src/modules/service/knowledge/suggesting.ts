import { sql } from "kysely";
import type { QueryOf } from "#kernel/action";
import { get, type RuntimeSettings, shown, visibleWhere, type Work } from "#records";
import type { Suggestion, suggestArticles as suggestAction } from "../contract/articles.ts";
import { pageOfArticle } from "../help/addresses.ts";
import { serviceSettings } from "../settings/service-settings.ts";
import { saidIn } from "../tickets/making.ts";
import { fittingArticles, wordsOf } from "./fitting.ts";

/** Of what others wrote; of what one typed oneself shorter words are meant, too. */
const shortest = { said: 4, typed: 2 } as const;

/** The published articles that the actor may see and that fit best what a ticket or a conversation is about, or some words. */
export async function suggestArticles(
  work: Work,
  { baseUrl }: Pick<RuntimeSettings, "baseUrl">,
  { ticket, conversation, words, limit }: QueryOf<typeof suggestAction>,
): Promise<{ data: Suggestion[] }> {
  const said = [
    ticket ? await textOfTicket(work, ticket) : "",
    conversation ? await textOfConversation(work, conversation) : "",
  ].join(" ");
  const found = await fittingArticles(work, {
    words: [...new Set([...wordsOf(words ?? "", shortest.typed), ...wordsOf(said, shortest.said)])],
    where: visibleWhere(work, "article", "a"),
    title: sql<string>`coalesce(${shown(work, ["article", "title", "a"], sql<string>`v.title`)}, '…')`,
    body: shown(work, ["article", "body", "a"], sql<string>`v.body`),
    language: work.actor.locale,
    limit,
  });
  const { help } = await serviceSettings(work);
  return {
    data: found.map(({ number, ...article }) => ({
      ...article,
      address: help && article.audience === "public" ? pageOfArticle(baseUrl, { ...article, number }) : null,
    })),
  };
}

async function textOfTicket(work: Work, id: string): Promise<string> {
  const { subject, description } = await get(work, "ticket", id);
  return `${String(subject ?? "")} ${String(description ?? "").slice(0, 5000)}`;
}

/** Its subject and what they wrote last. */
async function textOfConversation(work: Work, id: string): Promise<string> {
  const { subject } = await get(work, "conversation", id);
  const { rows } = await sql<{ body: string | null }>`
    select left(${saidIn(work)}, 5000) as body from messages m
    where m.conversation_id = ${id} and m.direction = 'in' and m.archived_at is null and ${visibleWhere(work, "message", "m")}
    order by m.at desc, m.id desc limit 1`.execute(work.db);
  return `${String(subject ?? "")} ${rows[0]?.body ?? ""}`;
}
