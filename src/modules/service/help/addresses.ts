import { inLatinLetters } from "#kernel/latin-letters";
import type { Locale } from "#kernel/locale";

/** Under it stand the pages of articles that everybody may read. */
export const helpPath = "/help";
const longestWords = 80;

interface Numbered {
  readonly number: string;
  readonly title: string;
  readonly language: Locale;
}

/** The way to the page of an article: its number finds it, the words are for people. */
export function wayToArticle({ number, title, language }: Numbered): string {
  const words = inLatinLetters(title.normalize("NFKD"))
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longestWords)
    .replace(/^-|-$/g, "");
  return `${helpPath}/${language}/${number}${words && `-${words}`}`;
}

/** The whole address of it. */
export function pageOfArticle(baseUrl: string, article: Numbered): string {
  return `${baseUrl}${wayToArticle(article)}`;
}
