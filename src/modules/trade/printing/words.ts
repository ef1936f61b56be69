import { IntlMessageFormat } from "intl-messageformat";
import type { Locale } from "#kernel/locale";
import bg from "../text/bg.json" with { type: "json" };
import en from "../text/en.json" with { type: "json" };
import es from "../text/es.json" with { type: "json" };
import ru from "../text/ru.json" with { type: "json" };

type Words = typeof en.printing;

const catalogues: Readonly<Record<Locale, Words>> = {
  en: en.printing,
  es: es.printing,
  ru: ru.printing,
  bg: bg.printing,
};

/** What a document says of itself, in its language. */
export function wordsIn(language: Locale): Words {
  return catalogues[language];
}

/** A text with its places filled in. */
export function filled(text: string, language: Locale, values: Readonly<Record<string, string>>): string {
  return String(new IntlMessageFormat(text, language).format(values));
}
