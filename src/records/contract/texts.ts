import { type Locale, locales } from "#kernel/locale";

/** A text that an administrator wrote, in the languages they wrote it in. */
export type Texts = Readonly<Partial<Record<Locale, string>>>;

/** The text in the reader's language, else in English, else in whichever it is written. */
export function textIn(texts: Texts | undefined, locale: Locale): string | undefined {
  if (!texts) return undefined;
  return texts[locale] ?? locales.map((one) => texts[one]).find((text) => text !== undefined);
}
