import type { Locale } from "#kernel/locale";
import { type Block, blocksOf, type Run } from "../contract/article-text.ts";
import { helpPath, wayToArticle } from "./addresses.ts";
import { html, type Markup } from "./markup.ts";
import type { Listed, PublicArticle } from "./published.ts";
import { helpWords } from "./words.ts";

/** All articles by their categories. */
export function everything(language: Locale, title: string, articles: readonly Listed[]): Markup {
  const { empty, others, all } = helpWords[language];
  if (articles.length === 0) return html`<h1>${title}</h1><p class="quiet">${empty}</p>`;
  const groups = [...Map.groupBy(articles, ({ category }) => category ?? null)];
  const headOf = (category: string | null) => category ?? (groups.length === 1 ? all : others);
  return html`<h1>${title}</h1>${groups.map(
    ([category, of]) => html`<h2>${headOf(category)}</h2>${listOf(of)}`,
  )}`;
}

export function searched(language: Locale, words: string, articles: readonly Listed[]): Markup {
  const { found, nothing, all } = helpWords[language];
  return html`<h1>${found(words)}</h1>${
    articles.length > 0 ? listOf(articles) : html`<p role="status">${nothing}</p>`
  }<p><a href="${helpPath}/${language}">${all}</a></p>`;
}

/** An article as one reads it, and the question whether it helped. */
export function read(article: PublicArticle, isThanked: boolean): Markup {
  const said = helpWords[article.language];
  const day = new Intl.DateTimeFormat(article.language, { dateStyle: "long", timeZone: "UTC" });
  return html`<article>
${article.category && html`<p class="quiet">${article.category}</p>`}
<h1>${article.title}</h1>
<p class="quiet">${said.changed(day.format(new Date(article.publishedAt)))}</p>
${blocksOf(article.body).map(blockOf)}
</article>
${
  isThanked
    ? html`<p class="helped" role="status">${said.thanks}</p>`
    : html`<form class="helped" method="post" action="${helpPath}/${article.language}/${article.number}/helpful">
<p id="helped">${said.helped}</p>
<button name="answer" value="yes" aria-describedby="helped">${said.yes}</button>
<button name="answer" value="no" aria-describedby="helped">${said.no}</button>
</form>`
}
<p><a href="${helpPath}/${article.language}">${said.all}</a></p>`;
}

function listOf(articles: readonly Listed[]): Markup {
  return html`<ul class="list">${articles.map(
    (article) => html`<li><a href="${wayToArticle(article)}">${article.title}</a></li>`,
  )}</ul>`;
}

function blockOf({ kind, lines }: Block): Markup {
  const said = lines.map((line) => html`${line.map(runOf)}`);
  if (kind === "heading") return html`<h2>${said}</h2>`;
  if (kind === "paragraph")
    return html`<p>${said.map((line, at) => html`${at > 0 && html`<br>`}${line}`)}</p>`;
  const items = said.map((line) => html`<li>${line}</li>`);
  return kind === "steps" ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
}

function runOf({ text, strong, href }: Run): Markup {
  if (href) return html`<a href="${href}" rel="nofollow noopener">${text}</a>`;
  return strong ? html`<strong>${text}</strong>` : html`${text}`;
}
