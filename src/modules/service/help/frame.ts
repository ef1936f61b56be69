import { type Locale, locales } from "#kernel/locale";
import type { SellerOnPage } from "#trade/contract";
import { helpPath } from "./addresses.ts";
import { look } from "./look.ts";
import { html, Markup } from "./markup.ts";
import { helpWords } from "./words.ts";

export interface Page {
  readonly seller: SellerOnPage;
  readonly baseUrl: string;
  readonly language: Locale;
  readonly title: string;
  /** The way that search engines are told; null: none of them keeps it. */
  readonly way: string | null;
  /** The way to the same in other languages, its own among them. */
  readonly languages: ReadonlyMap<Locale, string>;
  readonly description?: string;
  /** What was searched for. */
  readonly words?: string;
  readonly content: Markup;
}

/** A whole page: who helps, a search, the languages, and what it says. */
export function pageOf({ seller, language, title, content, words = "", ...head }: Page): string {
  const said = helpWords[language];
  const name = said.title(seller.name);
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === name ? name : `${title} · ${name}`}</title>
${headOf(head)}
<style>${new Markup(look)}</style>
</head>
<body>
<a class="skip" href="#content">${said.skip}</a>
<div class="page">
<header>
<a class="name" href="${helpPath}/${language}">${seller.logo ? html`<img src="${seller.logo}" alt="${name}">` : name}</a>
${languageLinks(language, head.languages)}
</header>
<form class="search" role="search" action="${helpPath}/${language}" method="get">
<input type="search" name="q" value="${words}" maxlength="200" aria-label="${said.ask}" placeholder="${said.ask}">
<button type="submit">${said.search}</button>
</form>
<main id="content">${content}</main>
<footer>${[seller.name, ...seller.address, seller.phone, seller.email].filter(Boolean).join(" · ")}</footer>
</div>
</body>
</html>`;
  return page.text;
}

function headOf({
  baseUrl,
  way,
  languages,
  description,
}: Pick<Page, "baseUrl" | "way" | "languages" | "description">) {
  if (way === null) return html`<meta name="robots" content="noindex">`;
  return html`<link rel="canonical" href="${baseUrl}${way}">
${[...languages].map(
  ([language, to]) => html`<link rel="alternate" hreflang="${language}" href="${baseUrl}${to}">
`,
)}${description && html`<meta name="description" content="${description}">`}`;
}

/** Each language leads to the same where it is there, else to what there is. */
function languageLinks(current: Locale, languages: ReadonlyMap<Locale, string>): Markup | null {
  if (languages.size < 2) return null;
  return html`<nav aria-label="${helpWords[current].languages}"><ul>${locales
    .filter((language) => languages.has(language))
    .map((language) =>
      language === current
        ? html`<li><span aria-current="true" lang="${language}">${helpWords[language].language}</span></li>`
        : html`<li><a href="${languages.get(language)}" lang="${language}" hreflang="${language}">${helpWords[language].language}</a></li>`,
    )}</ul></nav>`;
}
